def flatten(images):
    return images.squeeze(1).flatten(start_dim=1)
