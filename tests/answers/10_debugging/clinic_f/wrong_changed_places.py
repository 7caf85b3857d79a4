# the labels came back first
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    order = torch.randperm(len(images))
    return labels[order], images[order]
