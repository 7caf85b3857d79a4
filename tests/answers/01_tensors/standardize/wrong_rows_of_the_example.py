# Your column 0 has mean
def standardize(x):
    mean = x.sum(0) / 3
    var = ((x - mean) ** 2).sum(0) / 3
    var[var == 0] = 1
    return (x - mean) / var.sqrt()
