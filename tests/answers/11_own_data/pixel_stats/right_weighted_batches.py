def pixel_stats(dataset):
    mean = square = 0.0
    for images, labels in DataLoader(dataset, batch_size=100):
        share = len(images) / len(dataset)
        mean += share * images.mean()
        square += share * images.pow(2).mean()
    return [mean, (square - mean ** 2) ** 0.5]
