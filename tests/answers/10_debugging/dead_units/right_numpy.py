def dead_units(activations):
    return np.flatnonzero(~(activations.numpy() > 0).any(axis=0)).tolist()
