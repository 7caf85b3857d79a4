# Which units are they?
def dead_units(activations):
    return (activations == 0).all(dim=0).sum().item()
