# validation images are in the training part
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    train = torch.randperm(len(images))[count:]
    valid = torch.randperm(len(images))[:count]
    return (images[train], labels[train]), (images[valid], labels[valid])
