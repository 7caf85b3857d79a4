# all images are in one long row
def flatten(images):
    return images.flatten()
