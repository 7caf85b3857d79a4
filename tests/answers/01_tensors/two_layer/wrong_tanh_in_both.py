# tanh(tanh(
def two_layer(features, W1, B1, W2, B2):
    return torch.tanh(torch.tanh(features @ W1 + B1) @ W2 + B2)
