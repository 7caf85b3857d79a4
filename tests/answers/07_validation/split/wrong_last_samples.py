# stand in one row
def split(dataset, n_valid, seed):
    n_train = len(dataset) - n_valid
    train = Subset(dataset, range(n_train))
    valid = Subset(dataset, range(n_train, len(dataset)))
    return train, valid
