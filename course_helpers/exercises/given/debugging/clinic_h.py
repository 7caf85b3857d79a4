cause_h = None  # a text of the list of causes
evidence_h = None  # the name of a test and its value


def repair_h(images, labels, count):
    """Divide images into a training part and `count` images for validation.

    Args:
        images: Tensor of shape (N, 1, 28, 28), in random order.
        labels: Tensor of shape (N,).
        count: How many images are for validation.

    Returns:
        Two pairs, for training and for validation: images and their labels.

    Example:
        train, valid = repair_h(images, labels, 200); len(valid[0]) is 200.
    """
    train = images, labels
    valid = images[:count], labels[:count]
    return train, valid
