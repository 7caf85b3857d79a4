# still behaves as the given one
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    train = images.clone(), labels.clone()
    valid = images[:count].clone(), labels[:count].clone()
    return train, valid
