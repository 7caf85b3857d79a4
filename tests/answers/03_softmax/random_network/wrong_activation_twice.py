# sigmoid(sigmoid(inputs @ W1 + b1))
def random_network(inputs, W1, b1, W2, b2):
    hidden = torch.sigmoid(torch.sigmoid(inputs @ W1 + b1))
    return hidden @ W2 + b2
