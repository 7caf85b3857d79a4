# Your column 2 has mean
def standardize(x):
    result = x.clone()
    for j in [0, 1]:
        s = x[:, j].std()
        result[:, j] = (x[:, j] - x[:, j].mean()) / (s if s > 0 else 1)
    return result
