def two_layer(features, W1, B1, W2, B2):
    hidden = torch.sigmoid(features @ W1 + B1)
    return torch.sigmoid(hidden @ W2 + B2)
