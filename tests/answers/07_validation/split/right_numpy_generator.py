def split(dataset, n_valid, seed):
    rng = np.random.default_rng(seed)
    indices = rng.permutation(len(dataset))
    train_indices, valid_indices = indices[n_valid:], indices[:n_valid]
    return Subset(dataset, train_indices.tolist()), Subset(dataset, valid_indices)
