def cross_entropy(logits, labels):
    log_probs = torch.log_softmax(logits, dim=-1)
    picked = log_probs.gather(1, labels.unsqueeze(1))
    return -picked.mean()
