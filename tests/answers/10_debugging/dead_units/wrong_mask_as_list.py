# A mask says yes or no
def dead_units(activations):
    return (activations == 0).all(dim=0).tolist()
