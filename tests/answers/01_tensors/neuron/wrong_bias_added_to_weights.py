# (weights.T + bias)
def neuron(features, weights, bias):
    return torch.sigmoid(features @ (weights + bias).T)
