def cross_entropy(logits, labels):
    categorical = torch.distributions.Categorical(logits=logits)
    return -categorical.log_prob(labels).mean()
