# the activation of the hidden layer is missing
def two_layer(features, W1, B1, W2, B2):
    h = torch.mm(features, W1) + B1
    return torch.sigmoid(torch.mm(h, W2) + B2)
