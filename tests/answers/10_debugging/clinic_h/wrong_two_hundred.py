# images for validation; got
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    train = images[200:], labels[200:]
    valid = images[:200], labels[:200]
    return train, valid
