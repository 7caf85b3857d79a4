def neuron(features, weights, bias):
    return torch.sigmoid(features * weights + bias)

# second try, the shapes do not fit
def neuron(features, weights, bias):
    return torch.sigmoid(features @ weights + bias)

# this one works!!
def neuron(features, weights, bias):
    print(features.shape, weights.shape)
    y = features @ weights.t()
    print("y =", y)
    return torch.sigmoid(y + bias)

print(neuron(torch.ones(1, 5), torch.ones(1, 5), torch.ones(1, 1)))
