# expected two parts
def split(dataset, n_valid, seed):
    g = torch.Generator().manual_seed(seed)
    parts = random_split(dataset, [len(dataset) - n_valid, n_valid], g)
    return parts[1]
