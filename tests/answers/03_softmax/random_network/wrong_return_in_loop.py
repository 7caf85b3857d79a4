# only the first row came back
def random_network(inputs, W1, b1, W2, b2):
    for x in inputs:
        hidden = torch.sigmoid(x @ W1 + b1)
        return hidden @ W2 + b2
