# expected a list of Python ints; got items of type Tensor
def dead_units(activations):
    return list((activations == 0).all(dim=0).nonzero().flatten())
