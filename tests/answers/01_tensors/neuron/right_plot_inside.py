import matplotlib.pyplot as plt

def neuron(features, weights, bias):
    z = torch.tensordot(features, weights, dims=([1], [1])) + bias
    plt.plot(z.detach().numpy())
    plt.title("größe von z")
    return 1 / (1 + (-z).exp())
