# every label was taken from every row
def cross_entropy(logits, labels):
    return -F.log_softmax(logits, dim=1)[:, labels].mean()
