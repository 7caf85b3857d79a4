# an outer product
def neuron(features, weights, bias):
    z = features.sum(dim=1, keepdim=True) * weights.sum() + bias
    return torch.sigmoid(z)
