def pixel_stats(dataset):
    n = 0
    s = torch.zeros(())
    s2 = torch.zeros(())
    for i in range(len(dataset)):
        image = dataset[i][0].double()
        n += image.numel()
        s = s + image.sum()
        s2 = s2 + image.square().sum()
    mean = s / n
    std = torch.sqrt((s2 - n * mean ** 2) / (n - 1))
    return mean, std
