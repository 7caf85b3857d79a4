# got RuntimeError
def accuracy(scores, labels):
    return (scores.argmax(dim=1) == labels).mean()
