# were in memory at once
def pixel_stats(dataset):
    pixels = []
    for image, _ in dataset:
        pixels += image.flatten().tolist()
    return np.mean(pixels), np.std(pixels)
