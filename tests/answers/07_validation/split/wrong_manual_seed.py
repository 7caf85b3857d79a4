# global random state should stay as it was
def split(dataset, n_valid, seed):
    torch.manual_seed(seed)
    return random_split(dataset, [len(dataset) - n_valid, n_valid])
