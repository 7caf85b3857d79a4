# the mean is not subtracted
def standardize(x):
    return torch.nan_to_num(x / x.std(dim=0), posinf=0)
