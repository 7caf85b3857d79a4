# an outer product
def neuron(features, weights, bias):
    return torch.sigmoid(features.T @ weights + bias)
