# expected a tensor of shape (6, 3); got a tensor of shape (3, 6)
def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(W1.T @ features.T + B1.T)
    return torch.sigmoid(W2.T @ h + B2.T)
