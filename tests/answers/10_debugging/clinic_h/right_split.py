cause_h = "validation images in training"
evidence_h = ("overlap", 200)


def repair_h(images, labels, count):
    sizes = [count, len(images) - count]
    valid_images, images = images.split(sizes)
    valid_labels, labels = labels.split(sizes)
    return (images, labels), (valid_images, valid_labels)
