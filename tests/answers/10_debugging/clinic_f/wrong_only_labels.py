# the images still their old one
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    return images, labels[torch.randperm(len(labels))]
