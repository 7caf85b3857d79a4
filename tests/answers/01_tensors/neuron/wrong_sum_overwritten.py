# row_last(features * weights)
def neuron(features, weights, bias):
    for i in range(features.shape[1]):
        total = features[:, i : i + 1] * weights[:, i : i + 1]
    return torch.sigmoid(total + bias)
