# like ReLU
def neuron(features, weights, bias):
    return (features @ weights.T + bias > 0).float()
