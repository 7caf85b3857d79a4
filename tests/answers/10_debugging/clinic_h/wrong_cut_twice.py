# are in neither part
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    train = images[count:], labels[count:]
    train = train[0][count:], train[1][count:]
    valid = images[:count], labels[:count]
    return train, valid
