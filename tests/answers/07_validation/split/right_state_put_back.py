def split(dataset, n_valid, seed):
    before = torch.get_rng_state()
    torch.manual_seed(seed)
    parts = random_split(dataset, [len(dataset) - n_valid, n_valid])
    torch.set_rng_state(before)
    return parts
