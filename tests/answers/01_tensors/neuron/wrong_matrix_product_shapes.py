# mat1 and mat2 shapes cannot be multiplied
def neuron(features, weights, bias):
    return torch.sigmoid(features @ weights + bias)
