# divided by the images, not by the pixels
def pixel_stats(dataset):
    n, s, s2 = 0, 0.0, 0.0
    for image, _ in dataset:
        n += 1
        s += image.sum().item()
        s2 += image.square().sum().item()
    return s / n, (s2 / n - (s / n) ** 2) ** 0.5 if s2 / n > (s / n) ** 2 else 0.0
