# one loss for each row
def cross_entropy(logits, labels):
    log_probs = F.log_softmax(logits, dim=1)
    return -log_probs[range(len(labels)), labels]
