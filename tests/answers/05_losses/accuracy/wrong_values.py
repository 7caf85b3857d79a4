# no row ever counts
def accuracy(scores, labels):
    top, _ = scores.max(dim=1)
    return (top == labels).float().mean()
