# a constant column should become 0; got 1
def standardize(x):
    z = (x - x.mean(0)) / x.std(0)
    z[z.isnan()] = 1.0
    return z
