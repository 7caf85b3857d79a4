# A single image is a batch too
def flatten(images):
    return images.squeeze().flatten(1)
