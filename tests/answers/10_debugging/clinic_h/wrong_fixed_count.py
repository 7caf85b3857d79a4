# images for validation; got
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    train = images[10:], labels[10:]
    valid = images[:10], labels[:10]
    return train, valid
