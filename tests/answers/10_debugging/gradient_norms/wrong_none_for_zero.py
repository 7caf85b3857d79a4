# To be there and to be zero are two things
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = p.grad.norm().item() if p.grad is not None and p.grad.any() else None
    return norms
