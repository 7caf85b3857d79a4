# between 0 and 1
def standardize(x):
    low, high = x.min(dim=0).values, x.max(dim=0).values
    return (x - low) / (high - low + 1e-8)
