def dead_units(activations):
    highest = activations.max(dim=0).values
    return [i for i, value in enumerate(highest) if value.item() == 0]
