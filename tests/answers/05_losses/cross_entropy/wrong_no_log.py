# without its logarithm
def cross_entropy(logits, labels):
    return -F.softmax(logits, dim=1)[range(len(labels)), labels].mean()
