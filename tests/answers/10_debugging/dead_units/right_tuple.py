def dead_units(activations):
    alive = set(activations.nonzero()[:, 1].tolist())
    return tuple(i for i in range(len(activations[0])) if i not in alive)
