# the products are not added up
def neuron(features, weights, bias):
    return torch.sigmoid(features * weights + bias)
