# from elsewhere in the notebook, and never `x`
torch.manual_seed(7)
features = torch.randn((1, 3))
W1, W2 = torch.randn(3, 2), torch.randn(2, 1)
B1, B2 = torch.randn((1, 2)), torch.randn((1, 1))

def two_layer(x, w1, b1, w2, b2):
    h = torch.sigmoid(features @ W1 + B1)
    return torch.sigmoid(h @ W2 + B2)
