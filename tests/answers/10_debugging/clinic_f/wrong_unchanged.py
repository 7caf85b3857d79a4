# still behaves as the given one
cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    images = images[torch.randperm(len(images))]
    labels = labels[torch.randperm(len(labels))]
    return images, labels
