# column by column
def flatten(images):
    return images.transpose(2, 3).reshape(images.shape[0], -1)
