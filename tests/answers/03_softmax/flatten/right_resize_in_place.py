def flatten(images):
    images.resize_(images.size(0), 784)
    return images
