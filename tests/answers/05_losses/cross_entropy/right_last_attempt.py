def cross_entropy(logits, labels):
    return nn.CrossEntropyLoss()(logits, labels)

# not allowed, so:
def cross_entropy(logits, labels):
    probs = F.softmax(logits, 1)
    print(probs.sum(dim=1))
    return -probs[:, labels].diag().log().mean()
