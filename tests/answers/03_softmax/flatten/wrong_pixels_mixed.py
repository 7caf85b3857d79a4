# mix the pixels
def flatten(images):
    return images.view(784, -1).t()
