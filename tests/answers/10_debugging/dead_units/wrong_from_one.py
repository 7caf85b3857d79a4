# these count from 1
def dead_units(activations):
    dead = []
    for i, unit in enumerate(activations.T, start=1):
        if unit.sum() == 0:
            dead.append(i)
    return dead
