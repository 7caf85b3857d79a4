import torch.nn.functional as F

def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(F.linear(features, W1.t(), B1.view(-1)))
    return torch.sigmoid(F.linear(h, W2.t(), B2.view(-1)))
