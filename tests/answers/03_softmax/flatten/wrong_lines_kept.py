# dimensions of size 28 are still there
def flatten(images):
    return images.squeeze()
