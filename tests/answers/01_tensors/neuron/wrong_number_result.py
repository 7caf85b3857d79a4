# got the number
def neuron(features, weights, bias):
    return torch.sigmoid(features @ weights.T + bias)[0].item()
