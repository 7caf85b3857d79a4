# stand in one row
def split(dataset, n_valid, seed):
    samples = [dataset[i] for i in range(len(dataset))]
    return samples[n_valid:], samples[:n_valid]
