# smallest score
def accuracy(scores, labels):
    return (scores.argmin(dim=1) == labels).float().mean()
