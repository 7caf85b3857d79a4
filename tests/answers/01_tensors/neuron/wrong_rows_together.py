# all rows are summed together
def neuron(features, weights, bias):
    return torch.sigmoid((features * weights).sum() + bias)
