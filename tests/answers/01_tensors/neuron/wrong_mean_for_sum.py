# the mean of the products
def neuron(features, weights, bias):
    return torch.sigmoid((features * weights).mean(dim=1, keepdim=True) + bias)
