# the bias is subtracted
def neuron(features, weights, bias):
    return 1 / (1 + torch.exp(-(features @ weights.T) + bias))
