# The order is (train, valid)
def split(dataset, n_valid, seed):
    generator = torch.Generator().manual_seed(seed)
    return random_split(dataset, [n_valid, len(dataset) - n_valid], generator)
