def cross_entropy(logits, labels):
    loss = 0
    for row, label in zip(logits, labels):
        p = torch.exp(row) / torch.exp(row).sum()
        loss += -torch.log(p[label])
    return loss / len(labels)
