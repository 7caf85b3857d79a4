def neuron(features, weights, bias):
    out = features.matmul(weights.t())
    out += bias
    out.sigmoid_()
    return out
