# end with return
def split(dataset, n_valid, seed):
    g = torch.Generator().manual_seed(seed)
    train, valid = random_split(dataset, [len(dataset) - n_valid, n_valid], g)
    print(len(train), len(valid))
