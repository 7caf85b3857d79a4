# expected a tensor of shape (8, 3); got a tensor of shape (8, 2)
def standardize(x):
    x = x[:, x.std(dim=0) > 0]
    return (x - x.mean(dim=0)) / x.std(dim=0)
