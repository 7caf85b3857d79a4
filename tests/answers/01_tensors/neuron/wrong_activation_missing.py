# the activation is missing
def neuron(features, weights, bias):
    return features @ weights.T + bias
