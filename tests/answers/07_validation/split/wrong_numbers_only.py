# the parts hold the samples' numbers
def split(dataset, n_valid, seed):
    g = torch.Generator().manual_seed(seed)
    numbers = torch.randperm(len(dataset), generator=g)
    return numbers[n_valid:].tolist(), numbers[:n_valid].tolist()
