# two calls gave different ones
def random_network(inputs, W1, b1, W2, b2):
    return torch.rand(inputs.shape[0], 10)
