# the last images are left out
def pixel_stats(dataset):
    n, s, s2 = 0, 0.0, 0.0
    for images, _ in DataLoader(dataset, batch_size=64, drop_last=len(dataset) > 64):
        n += images.numel()
        s += images.sum().item()
        s2 += images.square().sum().item()
    return s / n, (s2 / n - (s / n) ** 2) ** 0.5
