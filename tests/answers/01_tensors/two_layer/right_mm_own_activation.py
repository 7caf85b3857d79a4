def activation(x):
    return 1/(1+torch.exp(-x))

def two_layer(features, W1, B1, W2, B2):
    h = activation(torch.mm(features, W1) + B1)
    output = activation(torch.mm(h, W2) + B2)
    print(output)
    return output
