# expected a tensor of shape (6, 3); got a tensor of shape (1, 3)
def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(features[0] @ W1 + B1)
    return torch.sigmoid(h @ W2 + B2)
