# each 0 in the table counts by itself
def dead_units(activations):
    dead = []
    for row in activations:
        for i, value in enumerate(row):
            if value == 0:
                dead.append(i)
    return dead
