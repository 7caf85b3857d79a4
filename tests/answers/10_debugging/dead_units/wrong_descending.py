# expected ascending indices
def dead_units(activations):
    dead = (activations == 0).all(dim=0).nonzero().flatten().tolist()
    return sorted(dead, reverse=True)
