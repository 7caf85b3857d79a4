# which a 0 would hide
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = 0.0 if p.grad is None else p.grad.norm().item()
    return norms
