# mean squared error
def cross_entropy(logits, labels):
    y = F.one_hot(labels, logits.shape[1])
    return ((torch.softmax(logits, dim=1) - y) ** 2).mean()
