# Each column has its own
def standardize(x):
    return (x - x.mean(dim=0)) / x.std()
