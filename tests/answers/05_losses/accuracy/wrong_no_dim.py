# looked at the whole table
def accuracy(scores, labels):
    return (scores.argmax() == labels).float().mean()
