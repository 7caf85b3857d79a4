# where it was
def center(image):
    return image
