def class_weights(labels, classes):
    labels = torch.as_tensor(labels, dtype=torch.int64)
    counts = F.one_hot(labels, classes).sum(0).to(torch.float32)
    weights = torch.nan_to_num(1 / counts, posinf=0)
    return weights * len(labels) / torch.dot(weights, counts)
