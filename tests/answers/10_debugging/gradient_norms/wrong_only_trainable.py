# no entry
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        if p.requires_grad:
            norms[name] = None if p.grad is None else p.grad.norm().item()
    return norms
