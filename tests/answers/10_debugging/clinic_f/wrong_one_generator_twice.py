# still behaves as the given one
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    g = torch.Generator().manual_seed(1)
    images = images[torch.randperm(len(images), generator=g)]
    return images, labels[torch.randperm(len(labels), generator=g)]
