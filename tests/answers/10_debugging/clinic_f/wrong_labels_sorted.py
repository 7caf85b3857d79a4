# the labels are sorted, whatever image
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    images = images[torch.randperm(len(images))]
    return images, labels.sort().values
