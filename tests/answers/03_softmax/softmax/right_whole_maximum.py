def softmax(x):
    x = x - x.max()
    return torch.exp(x) / torch.exp(x).sum(dim=1)[:, None]
