# is it 'labels out of step'
cause_h = "labels out of step"
evidence_h = ("labels", 1)


def repair_h(images, labels, count):
    train = images[count:], labels[count:]
    valid = images[:count], labels[:count]
    return train, valid
