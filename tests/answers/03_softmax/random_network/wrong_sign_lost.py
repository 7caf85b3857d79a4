# a sign is lost
def random_network(inputs, W1, b1, W2, b2):
    sigmoid = lambda x: 1 / (1 + torch.exp(x))
    return sigmoid(inputs @ W1 + b1) @ W2 + b2
