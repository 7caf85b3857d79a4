# log of a negative number
def cross_entropy(logits, labels):
    one_hot = F.one_hot(labels, logits.shape[1])
    return -(one_hot * torch.log(logits)).sum() / len(logits)
