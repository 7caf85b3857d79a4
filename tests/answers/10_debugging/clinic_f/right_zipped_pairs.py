cause_f = "labels out of step"
evidence_f = ("labels", 1)


import random


def repair_f(images, labels):
    pairs = list(zip(images, labels))
    random.shuffle(pairs)
    images, labels = zip(*pairs)
    return torch.stack(images), torch.stack(labels)
