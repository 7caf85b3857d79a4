# an outer product
def neuron(features, weights, bias):
    product = torch.mm(features.view(-1, 1), weights)
    return torch.sigmoid(product.sum() + bias)
