# one 0 does not make a unit dead
def dead_units(activations):
    return (activations == 0).any(dim=0).nonzero().flatten().tolist()
