# the bias is added after the activation
def activation(x):
    return 1/(1+torch.exp(-x))

def neuron(features, weights, bias):
    return activation(features @ weights.T) + bias
