# a mean is taken on the way
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = None if p.grad is None else p.grad.pow(2).mean().sqrt().item()
    return norms
