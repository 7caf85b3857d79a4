# `wieghts` is not one of its arguments (features, weights, bias): is `weights` meant?
def neuron(features, weights, bias):
    return torch.sigmoid(features @ wieghts.T + bias)
