# each around a mean of its own
def pixel_stats(dataset):
    mean = std = 0.0
    for image, label in dataset:
        mean += image.mean()
        std += image.std()
    return mean / len(dataset), std / len(dataset)
