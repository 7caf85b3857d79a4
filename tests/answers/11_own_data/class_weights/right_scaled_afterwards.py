def class_weights(labels, classes):
    labels = torch.tensor(labels) if isinstance(labels, list) else labels
    counts = torch.tensor([(labels == c).sum() for c in range(classes)])
    weights = torch.where(counts > 0, 1 / counts, torch.tensor(0.0))
    return weights / weights[labels].mean()
