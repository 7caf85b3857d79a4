# Each column has its own
def standardize(x):
    return (x - x.mean()) / x.std()
