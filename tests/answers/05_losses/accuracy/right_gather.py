def accuracy(scores, labels):
    own = scores.gather(1, labels.unsqueeze(1))
    return (own.squeeze(1) >= scores.max(1).values).sum() / len(scores)
