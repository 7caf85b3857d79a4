# rounded down
def accuracy(scores, labels):
    correct = (scores.argmax(dim=1) == labels).sum().item()
    return correct // len(labels)
