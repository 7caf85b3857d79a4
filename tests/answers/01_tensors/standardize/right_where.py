def standardize(x):
    mean = x.mean(dim=0, keepdim=True)
    std = x.std(dim=0, keepdim=True)
    return torch.where(std == 0, torch.zeros_like(x), (x - mean) / std)
