# ReLU
def two_layer(features, W1, B1, W2, B2):
    h = torch.relu(features @ W1 + B1)
    return torch.sigmoid(h @ W2 + B2)
