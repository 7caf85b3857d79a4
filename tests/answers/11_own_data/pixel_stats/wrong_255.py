# no 255 here
def pixel_stats(dataset):
    n, s, s2 = 0, 0.0, 0.0
    for image, _ in dataset:
        image = image / 255
        n += image.numel()
        s += image.sum().item()
        s2 += image.square().sum().item()
    return s / n, (s2 / n - (s / n) ** 2) ** 0.5
