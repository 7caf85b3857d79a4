def cross_entropy(logits, labels):
    e = torch.exp(logits)
    p = e / e.sum(dim=1).view(-1, 1)
    loss = -torch.log(p[torch.arange(p.shape[0]), labels])
    return torch.mean(loss)
