def pixel_stats(dataset):
    n = len(dataset) * 784
    mean = sum(image.sum().item() for image, _ in dataset) / n
    var = sum(((image - mean) ** 2).sum().item() for image, _ in dataset) / n
    return mean, math.sqrt(var)
