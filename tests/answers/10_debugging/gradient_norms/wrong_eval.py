# was in eval mode afterwards
def gradient_norms(model):
    norms = {}
    for name, p in model.eval().named_parameters():
        norms[name] = None if p.grad is None else p.grad.norm().item()
    return norms
