# a sign is lost
def cross_entropy(logits, labels):
    return F.log_softmax(logits, dim=1)[range(len(labels)), labels].mean()
