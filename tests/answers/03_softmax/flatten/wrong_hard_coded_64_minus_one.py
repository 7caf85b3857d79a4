# is 64 fixed somewhere
def flatten(images):
    return images.reshape(64, -1)
