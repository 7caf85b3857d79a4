cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    order = np.random.permutation(len(images))
    return images[order], labels[order]
