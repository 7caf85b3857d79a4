def neuron(features, weights, bias):
    # np functions work on tensors too
    z = torch.matmul(features, np.transpose(weights)) + bias
    return 1 / (1 + np.exp(-z))
