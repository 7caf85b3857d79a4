def dead_units(activations):
    dead = [i for i, unit in enumerate(activations.T) if not unit.any()]
    return sorted(dead)
