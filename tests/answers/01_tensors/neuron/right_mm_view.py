def activation(x):
    """ Sigmoid activation function

        Arguments
        ---------
        x: torch.Tensor
    """
    return 1/(1+torch.exp(-x))

def neuron(features, weights, bias):
    y = activation(torch.mm(features, weights.view(-1, 1)) + bias)
    return y
