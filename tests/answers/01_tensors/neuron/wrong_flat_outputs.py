# expected a tensor of shape (1, 1); got a tensor of shape (1,)
def neuron(features, weights, bias):
    return torch.sigmoid((features * weights).sum(dim=1) + bias[0])
