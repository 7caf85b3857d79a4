# has other values afterwards
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = None if p.grad is None else p.grad.norm().item()
    model.zero_grad()
    return norms
