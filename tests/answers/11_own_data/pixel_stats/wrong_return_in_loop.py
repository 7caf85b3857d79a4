# the mean of one batch
def pixel_stats(dataset):
    for images, labels in DataLoader(dataset, batch_size=64):
        mean = images.mean()
        std = images.std()
        return mean.item(), std.item()
