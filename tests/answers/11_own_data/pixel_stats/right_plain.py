def pixel_stats(dataset):
    count, total, squares = 0, 0.0, 0.0
    for image, label in dataset:
        count += image.numel()
        total += image.sum().item()
        squares += (image ** 2).sum().item()
    mean = total / count
    return mean, (squares / count - mean ** 2) ** 0.5
