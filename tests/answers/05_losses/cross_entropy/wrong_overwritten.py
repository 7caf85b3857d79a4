# only the last row
def cross_entropy(logits, labels):
    for i in range(len(labels)):
        loss = -F.log_softmax(logits[i], dim=0)[labels[i]]
    return loss
