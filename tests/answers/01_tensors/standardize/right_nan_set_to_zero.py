def standardize(x):
    z = (x - torch.mean(x, 0)) / torch.std(x, 0)
    z[torch.isnan(z)] = 0
    print(z.mean(0), z.std(0))
    return z
