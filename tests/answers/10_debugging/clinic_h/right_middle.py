cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    train = torch.cat([images[:5], images[5 + count :]])
    train_labels = torch.cat([labels[:5], labels[5 + count :]])
    valid = slice(5, 5 + count)
    return (train, train_labels), (images[valid], labels[valid])
