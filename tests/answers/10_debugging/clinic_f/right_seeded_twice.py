cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    torch.manual_seed(0)
    images = images[torch.randperm(len(images))]
    torch.manual_seed(0)
    labels = labels[torch.randperm(len(labels))]
    return images, labels
