def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(W1.T @ features.T + B1.T)
    y = torch.sigmoid(W2.T @ h + B2.T)
    return y.T
