def cross_entropy(logits, labels):
    lp = logits.double().log_softmax(1)
    return torch.stack([-lp[i, k] for i, k in enumerate(labels.tolist())]).mean()
