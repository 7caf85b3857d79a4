def random_network(inputs, W1, b1, W2, b2):
    inputs, W1, b1, W2, b2 = [t.double() for t in (inputs, W1, b1, W2, b2)]
    return torch.sigmoid(inputs @ W1 + b1) @ W2 + b2
