def split(dataset, n_valid, seed):
    g = torch.Generator()
    g.manual_seed(seed)
    idx = torch.randperm(len(dataset), generator=g)
    valid = Subset(dataset, idx[:n_valid])
    train = Subset(dataset, idx[n_valid:])
    return train, valid
