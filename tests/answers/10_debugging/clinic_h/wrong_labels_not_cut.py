# is to be done to the labels
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    train = images[count:], labels
    valid = images[:count], labels[:count]
    return train, valid
