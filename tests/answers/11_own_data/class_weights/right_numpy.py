def class_weights(labels, classes):
    counts = np.bincount(np.array(labels), minlength=classes)
    with np.errstate(divide="ignore"):
        weights = 1 / counts
    weights[np.isinf(weights)] = 0
    weights *= len(labels) / (weights * counts).sum()
    return torch.from_numpy(weights).float()
