# torch has the functions that you took from NumPy
def neuron(features, weights, bias):
    z = np.dot(np.asarray(features), np.asarray(weights).T) + bias.numpy()
    return 1 / (1 + np.exp(-z))
