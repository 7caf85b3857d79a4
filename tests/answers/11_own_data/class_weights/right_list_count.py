def class_weights(labels, classes):
    if torch.is_tensor(labels):
        labels = labels.tolist()
    weights = []
    for c in range(classes):
        n = labels.count(c)
        weights.append(0 if n == 0 else len(labels) / n)
    weights = torch.tensor(weights, dtype=torch.float32)
    return weights / len(set(labels))
