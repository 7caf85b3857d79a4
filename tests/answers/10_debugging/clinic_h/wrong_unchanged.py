# still behaves as the given one
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    train = images, labels
    valid = images[:count], labels[:count]
    return train, valid
