# the units that live
def dead_units(activations):
    return (activations != 0).any(dim=0).nonzero().flatten().tolist()
