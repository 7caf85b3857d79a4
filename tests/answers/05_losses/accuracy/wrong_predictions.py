# predicted classes
def accuracy(scores, labels):
    return scores.argmax(dim=1)
