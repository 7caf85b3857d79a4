def pixel_stats(dataset):
    sums = torch.zeros(2, dtype=torch.float64)
    n = 0
    for image, _ in dataset:
        x = image.flatten().double()
        sums += torch.stack([x.sum(), x @ x])
        n += len(x)
    mean, square = sums / n
    return torch.stack([mean, (square - mean ** 2).sqrt()])
