# every prediction meets every label
def accuracy(scores, labels):
    top_p, top_class = scores.topk(1, dim=1)
    return (top_class == labels).float().mean()
