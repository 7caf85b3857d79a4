# still behaves as the given one
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    order = torch.randperm(len(images))
    train = images[order], labels[order]
    valid = images[order[:count]], labels[order[:count]]
    return train, valid
