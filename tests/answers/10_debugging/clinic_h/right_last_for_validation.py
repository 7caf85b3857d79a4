cause_h = "validation images in training"
evidence_h = ("overlap", 200.0)


def repair_h(images, labels, count):
    train = images[:-count], labels[:-count]
    valid = images[-count:], labels[-count:]
    return train, valid
