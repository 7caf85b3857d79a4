# an object of type set
def dead_units(activations):
    return set((activations == 0).all(dim=0).nonzero().flatten().tolist())
