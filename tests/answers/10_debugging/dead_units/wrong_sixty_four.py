# How many units and images are there?
def dead_units(activations):
    return [i for i in range(64) if activations[:, i].max() == 0]
