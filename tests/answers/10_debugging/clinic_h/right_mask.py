cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    mask = torch.zeros(len(images), dtype=torch.bool)
    mask[:count] = True
    return (images[~mask], labels[~mask]), (images[mask], labels[mask])
