# the output layer's activation is missing
def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(features @ W1 + B1)
    return h @ W2 + B2
