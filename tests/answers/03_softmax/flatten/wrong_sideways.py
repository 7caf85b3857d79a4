# each image is a column
def flatten(images):
    return images.view(-1, 784).T
