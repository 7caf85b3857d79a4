# not among those given
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    order = torch.randperm(28)
    return images[..., order], labels
