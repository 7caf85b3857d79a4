# a sigmoid too
def random_network(inputs, W1, b1, W2, b2):
    h = torch.sigmoid(torch.mm(inputs, W1) + b1)
    return torch.sigmoid(torch.mm(h, W2) + b2)
