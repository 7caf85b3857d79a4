# expected a tensor of shape (7, 1); got a tensor of shape (1, 7)
def neuron(features, weights, bias):
    return torch.sigmoid(weights @ features.T + bias)
