# expected two tensors
cause_f = "labels out of step"
evidence_f = ("labels", 1)


from torch.utils.data import TensorDataset


def repair_f(images, labels):
    return DataLoader(TensorDataset(images, labels), batch_size=64, shuffle=True)
