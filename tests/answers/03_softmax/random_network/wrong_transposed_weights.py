# mat1 and mat2 shapes cannot be multiplied
def random_network(inputs, W1, b1, W2, b2):
    hidden = torch.sigmoid(torch.mm(inputs, W1.T) + b1)
    return torch.mm(hidden, W2.T) + b2
