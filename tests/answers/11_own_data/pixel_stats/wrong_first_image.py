# the mean of a single image
def pixel_stats(dataset):
    image, label = dataset[0]
    return image.mean().item(), image.std().item()
