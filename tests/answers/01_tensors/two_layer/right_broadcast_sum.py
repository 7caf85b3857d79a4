def two_layer(features, W1, B1, W2, B2):
    h = (features.unsqueeze(2) * W1.unsqueeze(0)).sum(dim=1) + B1
    h = torch.sigmoid(h)
    y = (h[:, :, None] * W2[None]).sum(1) + B2
    return torch.sigmoid(y)
