# once for each feature
def neuron(features, weights, bias):
    return torch.sigmoid(torch.sum(features * weights + bias))
