# divided by all scores
def accuracy(scores, labels):
    correct = (scores.argmax(dim=1) == labels).sum().item()
    return correct / scores.numel()
