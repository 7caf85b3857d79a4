def class_weights(labels, classes):
    values, counts = torch.unique(torch.as_tensor(labels), return_counts=True)
    weights = torch.zeros(classes)
    weights[values] = counts.sum() / counts / len(values)
    return weights
