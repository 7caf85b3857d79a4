def cross_entropy(logits, labels):
    log_probs = logits - torch.log(torch.sum(torch.exp(logits), axis=1))[:, None]
    return torch.mean(-torch.sum(torch.eye(logits.shape[1])[labels] * log_probs, 1))

z, y = torch.randn(4, 3), torch.tensor([0, 1, 2, 0])
print(cross_entropy(z, y), F.cross_entropy(z, y))
