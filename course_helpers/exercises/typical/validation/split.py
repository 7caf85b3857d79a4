# gave two different splits
def split(dataset, n_valid, seed):
    return random_split(dataset, [len(dataset) - n_valid, n_valid])
