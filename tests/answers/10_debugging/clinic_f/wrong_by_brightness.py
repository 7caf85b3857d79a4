# depends only on what is in the images
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    order = images.sum(dim=(1, 2, 3)).argsort()
    return images[order], labels[order]
