# Boolean value of Tensor
def standardize(x):
    std = x.std(dim=0)
    if std == 0:
        std = 1
    return (x - x.mean(dim=0)) / std
