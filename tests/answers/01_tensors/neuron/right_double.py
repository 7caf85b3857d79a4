def neuron(features, weights, bias):
    z = features.double().mm(weights.double().reshape(weights.shape[1], 1)) + bias
    return z.sigmoid()
