# expected a tensor of shape (6, 3); got a tensor of shape (6, 1)
def two_layer(features, W1, B1, W2, B2):
    h = torch.sigmoid(features @ W1 + B1)
    z = (h * W2[:, 0]).sum(dim=1, keepdim=True) + B2[:, :1]
    return torch.sigmoid(z)
