def standardize(x):
    m = x.mean(axis=0)
    var = ((x - m) ** 2).mean(axis=0)
    return (x - m) / torch.sqrt(var + 1e-7)
