# is 64 fixed somewhere
batch_size = 64

def flatten(images):
    return images.view(batch_size, 28 * 28)
