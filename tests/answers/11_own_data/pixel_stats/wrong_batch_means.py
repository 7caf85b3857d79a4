# a mean of the batches' values
def pixel_stats(dataset):
    mean = square = batches = 0
    for images, _ in DataLoader(dataset, batch_size=64):
        mean += images.mean()
        square += (images ** 2).mean()
        batches += 1
    mean, square = mean / batches, square / batches
    return mean.item(), (square - mean ** 2).sqrt().item()
