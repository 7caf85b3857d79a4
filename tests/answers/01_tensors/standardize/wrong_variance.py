# you divide by the variance
def standardize(x):
    return torch.nan_to_num((x - x.mean(0)) / x.var(0))
