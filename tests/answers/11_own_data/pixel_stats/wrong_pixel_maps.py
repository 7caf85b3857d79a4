# All pixels of all images give one of each
def pixel_stats(dataset):
    total = square = 0
    for image, _ in dataset:
        total = total + image
        square = square + image ** 2
    mean = total / len(dataset)
    return mean, (square / len(dataset) - mean ** 2).sqrt()
