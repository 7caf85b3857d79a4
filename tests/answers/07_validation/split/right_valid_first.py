def split(data, n, seed):
    gen = torch.Generator(device="cpu")
    gen = gen.manual_seed(seed)
    valid_set, train_set = torch.utils.data.random_split(
        data, (n, len(data) - n), gen
    )
    print(len(train_set), len(valid_set))
    return (train_set, valid_set)
