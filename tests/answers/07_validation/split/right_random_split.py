def split(dataset, n_valid, seed):
    generator = torch.Generator().manual_seed(seed)
    return random_split(dataset, [len(dataset) - n_valid, n_valid], generator=generator)
