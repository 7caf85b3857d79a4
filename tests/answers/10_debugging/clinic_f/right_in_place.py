cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    order = torch.randperm(len(images))
    images[:] = images[order]
    labels[:] = labels[order]
    return images, labels
