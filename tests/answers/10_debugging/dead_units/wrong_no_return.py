# Does your function end with return?
def dead_units(activations):
    print((activations == 0).all(dim=0).nonzero().flatten().tolist())
