# expected a torch tensor; got a NumPy array
def neuron(features, weights, bias):
    z = np.matmul(features.numpy(), weights.numpy().T) + bias.numpy()
    return 1 / (1 + np.exp(-z))
