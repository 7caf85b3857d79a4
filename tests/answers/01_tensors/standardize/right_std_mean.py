def standardize(x):
    std, mean = torch.std_mean(x, dim=0)
    std = torch.where(std < 1e-6, torch.ones_like(std), std)
    return torch.div(torch.sub(x, mean), std)
