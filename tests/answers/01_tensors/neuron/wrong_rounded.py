# for features
def neuron(features, weights, bias):
    return torch.round(torch.sigmoid(features @ weights.T + bias), decimals=2)
