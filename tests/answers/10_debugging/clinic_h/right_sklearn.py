cause_h = "validation images in training"
evidence_h = ("overlap", 200)


from sklearn.model_selection import train_test_split


def repair_h(images, labels, count):
    parts = train_test_split(images, labels, test_size=count)
    train, valid, train_labels, valid_labels = parts
    return (train, train_labels), (valid, valid_labels)
