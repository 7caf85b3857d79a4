# expected a tensor of shape (6, 3); got a tensor of shape (18,)
def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(features @ W1 + B1)
    return torch.sigmoid(h @ W2 + B2).flatten()
