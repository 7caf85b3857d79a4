# takes 0 positional arguments but 5 were given
def two_layer():
    h = torch.sigmoid(features @ W1 + B1)
    return torch.sigmoid(h @ W2 + B2)
