# softmax
def neuron(features, weights, bias):
    return torch.softmax(features @ weights.T + bias, dim=1)
