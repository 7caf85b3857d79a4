# are in neither part
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    train = images[count + 1 :], labels[count + 1 :]
    valid = images[:count], labels[:count]
    return train, valid
