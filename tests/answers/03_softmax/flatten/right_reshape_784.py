def flatten(images):
    """Turn (N, 1, 28, 28) into (N, 784)."""
    return images.reshape(-1, 784)
