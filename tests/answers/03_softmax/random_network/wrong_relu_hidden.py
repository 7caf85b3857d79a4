# has another activation
def random_network(inputs, W1, b1, W2, b2):
    return torch.relu(inputs @ W1 + b1) @ W2 + b2
