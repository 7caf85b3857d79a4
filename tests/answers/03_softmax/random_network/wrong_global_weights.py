# `w1`, `w2` from elsewhere in the notebook
torch.manual_seed(7)
w1 = torch.randn(784, 256)
B1 = torch.randn(256)
w2 = torch.randn(256, 10)
B2 = torch.randn(10)

def random_network(inputs, W1, b1, W2, b2):
    h = torch.sigmoid(torch.mm(inputs, w1) + B1)
    return torch.mm(h, w2) + B2
