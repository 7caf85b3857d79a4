# a unit that is hardly ever on is alive
def dead_units(activations):
    return (activations.mean(dim=0) < 0.001).nonzero().flatten().tolist()
