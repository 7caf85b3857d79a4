def softmax(x):
    e = torch.exp(x)
    return (e.T / e.sum(dim=1)).T
