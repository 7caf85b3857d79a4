# only the first row came back
def flatten(images):
    for image in images:
        return image.view(-1)
