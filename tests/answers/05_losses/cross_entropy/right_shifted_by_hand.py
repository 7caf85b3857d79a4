def cross_entropy(logits, labels):
    shifted = logits - logits.max(dim=1, keepdim=True)[0]
    log_sum = shifted.exp().sum(dim=1, keepdim=True).log()
    log_p = shifted - log_sum
    return -(log_p[range(logits.size(0)), labels]).sum() / logits.size(0)
