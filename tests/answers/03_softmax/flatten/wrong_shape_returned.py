# a list of 2 items
def flatten(images):
    return images.view(images.shape[0], -1).shape
