# got a list of 3 items
def standardize(x):
    m, s = x.mean(0), x.std(0) + 1e-8
    return (x - m) / s, m, s
