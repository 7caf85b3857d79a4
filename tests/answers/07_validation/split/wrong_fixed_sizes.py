# Sum of input lengths does not equal
def split(dataset, n_valid, seed):
    generator = torch.Generator().manual_seed(seed)
    return random_split(dataset, [55000, 5000], generator=generator)
