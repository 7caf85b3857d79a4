# every prediction meets every label
def accuracy(scores, labels):
    pred = scores.argmax(dim=1, keepdim=True)
    return (pred == labels).sum().item() / len(labels)
