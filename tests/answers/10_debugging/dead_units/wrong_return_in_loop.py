# expected
def dead_units(activations):
    dead = []
    for i in range(activations.shape[1]):
        if activations[:, i].sum() == 0:
            dead.append(i)
        return dead
