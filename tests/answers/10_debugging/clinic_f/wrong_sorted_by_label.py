# sorted by their labels
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    order = labels.argsort()
    return images[order], labels[order]
