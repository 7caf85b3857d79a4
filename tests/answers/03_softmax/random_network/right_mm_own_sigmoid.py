def activation(x):
    return 1/(1+torch.exp(-x))

def random_network(inputs, W1, b1, W2, b2):
    h = activation(torch.mm(inputs, W1) + b1)
    out = torch.mm(h, W2) + b2
    return out
