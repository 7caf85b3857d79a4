def layer(x, W, B):
    return torch.sigmoid(x.matmul(W).add(B))

def two_layer(features, W1, B1, W2, B2):
    x = features
    for W, B in [(W1, B1), (W2, B2)]:
        x = layer(x, W, B)
    return x
