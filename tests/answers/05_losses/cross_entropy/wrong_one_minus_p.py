# without its logarithm
def cross_entropy(logits, labels):
    probs = F.softmax(logits, dim=1)
    return (1 - probs[range(len(labels)), labels]).mean()
