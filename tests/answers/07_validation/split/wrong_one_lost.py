# should be for training
def split(dataset, n_valid, seed):
    g = torch.Generator().manual_seed(seed)
    numbers = torch.randperm(len(dataset), generator=g)
    n_train = len(dataset) - n_valid
    train = Subset(dataset, numbers[: n_train - 1])
    valid = Subset(dataset, numbers[n_train:])
    return train, valid
