# log(1 - p)
def cross_entropy(logits, labels):
    p = F.softmax(logits, dim=1)
    y = F.one_hot(labels, logits.shape[1])
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).sum(dim=1).mean()
