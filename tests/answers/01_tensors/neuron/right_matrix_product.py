def neuron(features, weights, bias):
    return torch.sigmoid(features @ weights.T + bias)
