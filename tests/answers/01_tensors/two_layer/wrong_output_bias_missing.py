# the output layer's bias is missing
def two_layer(features, W1, B1, W2, B2):
    return torch.sigmoid(torch.sigmoid(features @ W1 + B1) @ W2)
