# once for each feature
def neuron(features, weights, bias):
    return torch.sigmoid((features * weights + bias).sum(1, keepdim=True))
