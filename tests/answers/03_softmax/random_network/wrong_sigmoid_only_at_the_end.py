# the output layer should have none
def random_network(inputs, W1, b1, W2, b2):
    return torch.sigmoid((inputs @ W1 + b1) @ W2 + b2)
