# are in both parts
def split(dataset, n_valid, seed):
    g = torch.Generator().manual_seed(seed)
    train = torch.randperm(len(dataset), generator=g)[: len(dataset) - n_valid]
    valid = torch.randperm(len(dataset), generator=g)[:n_valid]
    return Subset(dataset, train), Subset(dataset, valid)
