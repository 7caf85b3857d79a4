# sigmoid(sigmoid(
def neuron(features, weights, bias):
    return torch.sigmoid(torch.sigmoid(features @ weights.T + bias))
