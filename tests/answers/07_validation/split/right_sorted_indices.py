def split(dataset, n_valid, seed):
    generator = np.random.RandomState(seed)
    chosen = set(generator.choice(len(dataset), n_valid, replace=False).tolist())
    train = Subset(dataset, [i for i in range(len(dataset)) if i not in chosen])
    valid = Subset(dataset, sorted(chosen))
    return train, valid
