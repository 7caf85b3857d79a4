def flatten(images):
    return images.view(images.shape[0], -1)
