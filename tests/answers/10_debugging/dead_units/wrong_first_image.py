# only the first image was looked at
def dead_units(activations):
    return (activations[0] == 0).nonzero().flatten().tolist()
