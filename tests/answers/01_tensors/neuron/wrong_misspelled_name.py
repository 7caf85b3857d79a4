# name 'wieghts' is not defined
def neuron(features, weights, bias):
    return torch.sigmoid(features @ wieghts.T + bias)
