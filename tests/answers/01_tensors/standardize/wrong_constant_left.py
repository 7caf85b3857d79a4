# a constant column should become 0; got
def standardize(x):
    result = x.clone()
    for j in range(x.shape[1]):
        if x[:, j].std() != 0:
            result[:, j] = (x[:, j] - x[:, j].mean()) / x[:, j].std()
    return result
