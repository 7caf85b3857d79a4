def dead_units(activations):
    dead = list(range(activations.size(1)))
    for row in activations.tolist():
        for j, value in enumerate(row):
            if value > 0 and j in dead:
                dead.remove(j)
    return dead
