def standardize(x):
    mean = x.mean(0)
    std = x.std(0, unbiased=False)
    std[std == 0] = 1
    return (x - mean) / std
