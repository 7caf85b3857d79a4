# each around a mean of its own
def pixel_stats(dataset):
    n = mean = std = 0
    for images, _ in DataLoader(dataset, batch_size=32):
        n += len(images)
        mean += len(images) * images.mean()
        std += len(images) * images.std()
    return mean / n, std / n
