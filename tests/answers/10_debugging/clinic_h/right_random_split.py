cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    train, valid = random_split(range(len(images)), [len(images) - count, count])
    train, valid = train.indices, valid.indices
    return (images[train], labels[train]), (images[valid], labels[valid])
