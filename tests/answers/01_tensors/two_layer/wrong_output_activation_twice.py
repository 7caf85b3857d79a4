# one activation too many
def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(features @ W1 + B1)
    y = torch.sigmoid(h @ W2 + B2)
    return torch.sigmoid(y)
