# Its items should be numbers themselves
def dead_units(activations):
    return (activations == 0).all(dim=0).nonzero().tolist()
