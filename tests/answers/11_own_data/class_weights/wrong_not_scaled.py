# their mean should be 1; got
def class_weights(labels, classes):
    counts = torch.bincount(torch.as_tensor(labels), minlength=classes)
    return torch.where(counts > 0, 1 / counts, torch.tensor(0.0))
