# shuffled ones are asked for
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    return images, labels
