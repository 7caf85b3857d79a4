def dead_units(activations):
    return torch.where(activations.sum(dim=0) == 0)[0].tolist()
