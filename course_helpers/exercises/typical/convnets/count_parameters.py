# Which tensors does training leave alone
def count_parameters(model):
    return sum(p.numel() for p in model.parameters())
