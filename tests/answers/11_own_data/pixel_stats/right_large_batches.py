def pixel_stats(dataset):
    n, s, s2 = 0, 0.0, 0.0
    for images, _ in DataLoader(dataset, batch_size=1000, shuffle=True):
        images = images.double()
        n += images.numel()
        s += images.sum().item()
        s2 += images.square().sum().item()
    var = (s2 - s * s / n) / (n - 1)
    return s / n, var ** 0.5
