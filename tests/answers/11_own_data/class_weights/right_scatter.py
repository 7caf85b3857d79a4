def class_weights(labels, classes):
    labels = torch.as_tensor(labels).long()
    counts = torch.zeros(classes).scatter_add_(0, labels, torch.ones(len(labels)))
    inverse = (counts > 0) / counts.clamp(min=1)
    return inverse / inverse[labels].sum() * len(labels)
