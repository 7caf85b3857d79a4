# got RuntimeError
def cross_entropy(logits, labels):
    e = torch.exp(logits)
    p = e / e.sum(dim=1)
    return -torch.log(p[range(len(labels)), labels]).mean()
