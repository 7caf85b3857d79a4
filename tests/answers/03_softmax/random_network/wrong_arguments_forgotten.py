# positional arguments but 5 were given
def random_network():
    hidden = torch.sigmoid(inputs @ W1 + b1)
    return hidden @ W2 + b2
