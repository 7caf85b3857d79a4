def accuracy(scores, labels):
    probs = torch.softmax(scores, dim=-1)
    preds = probs.argmax(-1)
    return preds.eq(labels).double().mean()
