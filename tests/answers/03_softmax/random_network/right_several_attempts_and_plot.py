def activation(x):
    return 1/(1+torch.exp(-x))

def random_network(inputs, W1, b1, W2, b2):
    h = activation(torch.mm(inputs, W1) + b1)
    return activation(torch.mm(h, W2) + b2)

# Ausgabe ohne Sigmoid
def random_network(inputs, W1, b1, W2, b2):
    inputs = inputs.view(inputs.shape[0], -1)
    h = activation(torch.mm(inputs, W1) + b1)
    out = torch.mm(h, W2) + b2
    plt.hist(out.flatten().numpy())
    plt.show()
    return out
