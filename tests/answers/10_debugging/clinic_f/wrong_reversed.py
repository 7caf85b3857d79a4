# the order follows a rule
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    return images.flip(0), labels.flip(0)
