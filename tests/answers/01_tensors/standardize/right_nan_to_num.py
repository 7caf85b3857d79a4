def standardize(x):
    z = (x - x.mean(0)) / x.std(0)
    return torch.nan_to_num(z)
