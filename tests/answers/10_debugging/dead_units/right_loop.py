def dead_units(activations):
    dead = []
    for unit in range(activations.shape[1]):
        if (activations[:, unit] == 0).all():
            dead.append(unit)
    return dead
