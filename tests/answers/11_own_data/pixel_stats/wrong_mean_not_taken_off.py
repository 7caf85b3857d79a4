# the mean is not taken off
def pixel_stats(dataset):
    n, s, s2 = 0, 0.0, 0.0
    for image, _ in dataset:
        n += image.numel()
        s += image.sum().item()
        s2 += image.square().sum().item()
    return s / n, (s2 / n) ** 0.5
