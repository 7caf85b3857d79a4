# expected a tensor of shape
def two_layer(features, W1, B1, W2, B2):
    W1 = torch.randn(features.shape[1], 2)
    W2 = torch.randn(2, 4)
    return torch.sigmoid(torch.sigmoid(features @ W1) @ W2)
