def softmax(x):
    x = x.double()
    return torch.exp(x) / torch.exp(x).sum(dim=1, keepdim=True)
