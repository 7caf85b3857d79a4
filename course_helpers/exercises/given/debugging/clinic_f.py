cause_f = None  # a text of the list of causes
evidence_f = None  # the name of a test and its value


def repair_f(images, labels):
    """Return all images with their labels in a new, random order.

    Args:
        images: Tensor of shape (N, 1, 28, 28).
        labels: Tensor of shape (N,).

    Returns:
        Images and labels in their new order, of the shapes that they had.

    Example:
        shuffled_images, shuffled_labels = repair_f(images, labels).
    """
    images = images[torch.randperm(len(images))]
    labels = labels[torch.randperm(len(labels))]
    return images, labels
