# Which are left out
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    order = torch.randperm(len(images) - 1)
    return images[order], labels[order]
