# not a sample of the data set
mnist = [(torch.full((1, 1, 1), -float(i)), i % 10) for i in range(60)]
n = 60

def split(dataset, n_valid, seed):
    g = torch.Generator().manual_seed(seed)
    order = torch.randperm(n, generator=g).tolist()
    return [mnist[i] for i in order[n_valid:]], [mnist[i] for i in order[:n_valid]]
