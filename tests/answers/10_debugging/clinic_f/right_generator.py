cause_f = "labels out of step"
evidence_f = ("labels", 0)


def repair_f(images, labels):
    g = torch.Generator().manual_seed(3)
    order = torch.randperm(len(labels), generator=g)
    return images[order], labels[order]
