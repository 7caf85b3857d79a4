# Measure the code as it was given
cause_f = "labels out of step"
evidence_f = ("labels", 12)


def repair_f(images, labels):
    order = torch.randperm(len(images))
    return images[order], labels[order]
