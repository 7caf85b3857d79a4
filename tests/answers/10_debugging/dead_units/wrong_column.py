# nonzero gives a row for each index
def dead_units(activations):
    return (activations == 0).all(dim=0).nonzero()
