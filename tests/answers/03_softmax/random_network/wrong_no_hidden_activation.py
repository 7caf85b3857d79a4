# activation of the hidden layer is missing
def random_network(inputs, W1, b1, W2, b2):
    h = inputs @ W1 + b1
    return h @ W2 + b2
