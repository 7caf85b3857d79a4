def standardize(x):
    result = torch.zeros(x.shape)
    for j in range(x.shape[1]):
        column = x[:, j]
        if column.std() > 0:
            result[:, j] = (column - column.mean()) / column.std()
    return result
