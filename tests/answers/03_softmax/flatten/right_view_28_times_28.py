def flatten(images):
    return images.view(-1, 28*28)
