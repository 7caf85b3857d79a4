def flatten(images):
    images = images.squeeze()
    return images.view(-1, 784)
