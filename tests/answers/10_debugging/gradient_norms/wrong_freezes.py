# requires_grad of
def gradient_norms(model):
    norms = {}
    for name, p in model.requires_grad_(False).named_parameters():
        norms[name] = None if p.grad is None else p.grad.norm().item()
    return norms
