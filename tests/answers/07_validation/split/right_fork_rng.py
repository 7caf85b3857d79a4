def split(dataset, n_valid, seed):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        train, valid = random_split(dataset, [len(dataset) - n_valid, n_valid])
    return [train, valid]
