# should be for training
def split(dataset, n_valid, seed):
    generator = torch.Generator().manual_seed(seed)
    return random_split(dataset, [0.9, 0.1], generator)
