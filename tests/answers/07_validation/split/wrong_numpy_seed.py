# global random state should stay as it was
def split(dataset, n_valid, seed):
    np.random.seed(seed)
    indices = np.random.permutation(len(dataset))
    return Subset(dataset, indices[n_valid:]), Subset(dataset, indices[:n_valid])
