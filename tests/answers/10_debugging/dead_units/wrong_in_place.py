# have other values afterwards
def dead_units(activations):
    activations[activations > 0] = 1
    return (activations.sum(dim=0) == 0).nonzero().flatten().tolist()
