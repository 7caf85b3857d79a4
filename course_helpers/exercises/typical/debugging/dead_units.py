# Each column is a unit
def dead_units(activations):
    return (activations == 0).all(dim=1).nonzero().flatten().tolist()
