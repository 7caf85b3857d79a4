def pixel_stats(dataset):
    loader = DataLoader(dataset, batch_size=64)
    n = total = squares = 0
    for images, _ in loader:
        n += images.numel()
        total += images.sum()
        squares += (images * images).sum()
    mean = total / n
    return mean.item(), (squares / n - mean ** 2).sqrt().item()
