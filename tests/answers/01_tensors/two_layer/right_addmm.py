def two_layer(features, W1, B1, W2, B2):
    h = torch.addmm(B1, features, W1).sigmoid_()
    return torch.addmm(B2, h, W2).sigmoid_()
