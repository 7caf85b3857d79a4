# each part should have a len() and an index
def split(dataset, n_valid, seed):
    g = torch.Generator().manual_seed(seed)
    train, valid = random_split(dataset, [len(dataset) - n_valid, n_valid], g)
    return DataLoader(train, batch_size=64), DataLoader(valid, batch_size=64)
