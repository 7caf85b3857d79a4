# expected a list of Python ints; got a tensor of int64
def dead_units(activations):
    return (activations == 0).all(dim=0).nonzero().flatten()
