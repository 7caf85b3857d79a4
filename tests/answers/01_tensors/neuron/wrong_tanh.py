# tanh
def neuron(features, weights, bias):
    return torch.tanh(features @ weights.T + bias)
