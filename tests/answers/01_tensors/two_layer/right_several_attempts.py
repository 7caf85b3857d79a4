def two_layer(features, W1, B1, W2, B2):
    h = torch.mm(features, W1) + B1
    return torch.sigmoid(torch.mm(h, W2) + B2)

def two_layer(features, W1, B1, W2, B2):
    # forgot the activation above
  h = torch.sigmoid(torch.mm(features, W1) + B1)
  input = h
  sum = torch.mm(input, W2) + B2
  return torch.sigmoid(sum)

torch.manual_seed(7)
features = torch.randn((1, 3))
W1 = torch.randn(3, 2)
W2 = torch.randn(2, 1)
B1 = torch.randn((1, 2))
B2 = torch.randn((1, 1))
print(two_layer(features, W1, B1, W2, B2))
