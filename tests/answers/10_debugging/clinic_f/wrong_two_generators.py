# still behaves as the given one
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    a = torch.Generator().manual_seed(1)
    b = torch.Generator().manual_seed(2)
    images = images[torch.randperm(len(images), generator=a)]
    return images, labels[torch.randperm(len(labels), generator=b)]
