def two_layer(features, W1, B1, W2, B2):
    ones = torch.ones(features.shape[0], 1)
    x = torch.cat([features, ones], dim=1)
    h = torch.sigmoid(x @ torch.cat([W1, B1], dim=0))
    h = torch.cat((h, ones), 1)
    return torch.sigmoid(h @ torch.cat((W2, B2)))
