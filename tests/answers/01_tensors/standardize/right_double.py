def standardize(x):
    x = x.double()
    s = x.var(dim=0, keepdim=True).sqrt()
    return (x - x.mean(dim=0, keepdim=True)) * torch.where(s > 0, 1 / s, 0.0)
