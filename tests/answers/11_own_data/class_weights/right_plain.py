def class_weights(labels, classes):
    labels = torch.as_tensor(labels)
    counts = torch.bincount(labels, minlength=classes).float()
    present = counts > 0
    weights = torch.zeros(classes)
    weights[present] = len(labels) / (present.sum() * counts[present])
    return weights
