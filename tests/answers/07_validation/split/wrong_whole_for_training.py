# should be for training
def split(dataset, n_valid, seed):
    g = torch.Generator().manual_seed(seed)
    valid = Subset(dataset, torch.randperm(len(dataset), generator=g)[:n_valid])
    return dataset, valid
