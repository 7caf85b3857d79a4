# expected a list of Python ints; got items of type int64
def dead_units(activations):
    return list(np.flatnonzero((activations.numpy() == 0).all(axis=0)))
