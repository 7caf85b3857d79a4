# gave the same split
def split(dataset, n_valid, seed):
    generator = torch.Generator().manual_seed(42)
    return random_split(dataset, [len(dataset) - n_valid, n_valid], generator)
