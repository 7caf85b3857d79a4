# Its items should be numbers themselves
def dead_units(activations):
    return torch.where((activations == 0).all(dim=0))
