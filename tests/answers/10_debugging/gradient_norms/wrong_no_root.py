# sums of squares
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = None if p.grad is None else (p.grad ** 2).sum().item()
    return norms
