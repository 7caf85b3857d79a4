def two_layer(features, W1, B1, W2, B2):
    features, W1, B1, W2, B2 = [
        torch.nn.Parameter(t.double()) for t in (features, W1, B1, W2, B2)
    ]
    return torch.sigmoid(torch.sigmoid(features @ W1 + B1) @ W2 + B2)
