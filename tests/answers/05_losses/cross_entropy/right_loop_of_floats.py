import math

def cross_entropy(logits, labels):
    sum = 0.0
    for i in range(logits.shape[0]):
        lse = torch.logsumexp(logits[i], dim=0).item()
        sum -= logits[i][labels[i]].item() - lse
    return sum / logits.shape[0]
