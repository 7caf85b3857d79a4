# must match the size
def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(features * W1 + B1)
    return torch.sigmoid(h * W2 + B2)
