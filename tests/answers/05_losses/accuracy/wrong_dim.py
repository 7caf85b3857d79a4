# largest score of each column
def accuracy(scores, labels):
    return (scores.argmax(dim=0) == labels).float().mean()
