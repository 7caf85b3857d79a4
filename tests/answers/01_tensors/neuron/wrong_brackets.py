# brackets
def neuron(features, weights, bias):
    z = features @ weights.T + bias
    return 1 / 1 + torch.exp(-z)
