# were in memory at once
def pixel_stats(dataset):
    x = np.array([image.numpy() for image, _ in dataset])
    return x.mean(), x.std()
