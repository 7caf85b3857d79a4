def softmax(scores):
    m = scores.max(1).values.view(-1, 1)
    return torch.exp(scores - m) / torch.exp(scores - m).sum(1).view(-1, 1)
