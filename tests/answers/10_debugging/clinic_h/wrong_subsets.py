# expected two pairs of tensors
cause_h = "validation images in training"
evidence_h = ("overlap", 200)


from torch.utils.data import TensorDataset


def repair_h(images, labels, count):
    data = TensorDataset(images, labels)
    return random_split(data, [len(data) - count, count])
