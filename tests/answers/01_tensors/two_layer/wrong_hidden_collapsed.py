# a sum collapses
def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(torch.sum(torch.mm(features, W1) + B1))
    return torch.sigmoid(torch.sum(h * W2) + B2)
