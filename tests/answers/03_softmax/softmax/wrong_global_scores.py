# `scores` from elsewhere in the notebook, and never `x`
scores = torch.randn(64, 10)

def softmax(x):
    return torch.exp(scores) / torch.exp(scores).sum(dim=1).view(-1, 1)
