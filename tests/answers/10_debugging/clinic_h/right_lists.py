cause_h = "validation images in training"
evidence_h = ["overlap", 40]


def repair_h(images, labels, count):
    n = len(images) - count
    return [images[:n], labels[:n]], [images[n:], labels[n:]]
