# Is that one for each sample
def class_weights(labels, classes):
    labels = torch.as_tensor(labels)
    counts = torch.bincount(labels, minlength=classes).float()
    weights = 1 / counts[labels]
    return weights / weights.mean()
