def sigmoid(z):
    return 1 / (1 + torch.exp(-z))

def neuron(features, weights, bias):
    z = (features * weights).sum(dim=1, keepdim=True) + bias
    return sigmoid(z)
