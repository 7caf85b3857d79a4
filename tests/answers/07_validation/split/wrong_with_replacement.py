# are in both parts
def split(dataset, n_valid, seed):
    rng = np.random.default_rng(seed)
    numbers = rng.choice(len(dataset), len(dataset))
    return Subset(dataset, numbers[n_valid:]), Subset(dataset, numbers[:n_valid])
