cause_f = "labels out of step"
evidence_f = ["labels", 3.0]


from torch.utils.data import TensorDataset


def repair_f(images, labels):
    loader = DataLoader(TensorDataset(images, labels), len(images), shuffle=True)
    return tuple(next(iter(loader)))
