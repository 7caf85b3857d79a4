# expected two pairs of tensors
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    return images[count:], labels[count:]
