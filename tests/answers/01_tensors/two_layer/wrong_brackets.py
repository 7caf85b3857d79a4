# brackets
def activation(x):
    return 1 / 1 + torch.exp(-x)

def two_layer(features, W1, B1, W2, B2):
    h = activation(features @ W1 + B1)
    return activation(h @ W2 + B2)
