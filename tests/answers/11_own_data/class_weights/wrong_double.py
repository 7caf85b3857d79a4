# expected float32, as the logits are; got float64
def class_weights(labels, classes):
    labels = torch.as_tensor(labels)
    counts = torch.bincount(labels, minlength=classes).double()
    weights = torch.where(counts > 0, 1 / counts, 0.0)
    return weights / weights[labels].mean()
