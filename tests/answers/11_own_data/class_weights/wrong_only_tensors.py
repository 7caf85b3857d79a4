# Labels may be a tensor or a list
def class_weights(labels, classes):
    counts = labels.bincount(minlength=classes)
    weights = torch.where(counts > 0, 1 / counts, torch.tensor(0.0))
    return weights / weights[labels].mean()
