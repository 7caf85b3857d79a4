# one truth value for each row
def accuracy(scores, labels):
    return scores.argmax(dim=1) == labels
