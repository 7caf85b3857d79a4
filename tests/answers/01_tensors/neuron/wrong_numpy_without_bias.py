# torch has the functions that you took from NumPy
def neuron(features, weights, bias):
    z = np.sum(features.numpy() * weights.numpy(), axis=1)
    return 1 / (1 + np.exp(-z))
