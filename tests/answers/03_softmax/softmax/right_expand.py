def softmax(x):
    total = torch.exp(x).sum(dim=1, keepdim=True).expand(-1, x.shape[1])
    return torch.exp(x) * (1 / total)
