def neuron(features, weights, bias):
    torch.manual_seed(7)
    noise = torch.randn(1, 5)  # not used
    z = bias + features @ weights.transpose(0, 1)
    return torch.tanh(z / 2) / 2 + 0.5
