def standardize(x):
    rows = x.tolist()
    n = len(rows)
    columns = []
    for column in zip(*rows):
        mean = sum(column) / n
        var = sum((v - mean) ** 2 for v in column) / n
        std = var ** 0.5 if var > 0 else 1
        columns.append([(v - mean) / std for v in column])
    return torch.tensor(columns).T
