# divided by the classes
def accuracy(scores, labels):
    correct = (scores.argmax(dim=1) == labels).sum().item()
    return correct / scores.shape[1]
