# the activation goes around the product only
def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(torch.mm(features, W1)) + B1
    return torch.sigmoid(torch.mm(h, W2)) + B2
