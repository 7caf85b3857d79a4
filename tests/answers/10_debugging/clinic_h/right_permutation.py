cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    order = torch.randperm(len(images))
    valid, train = order[:count], order[count:]
    return (images[train], labels[train]), (images[valid], labels[valid])
