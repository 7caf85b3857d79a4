# does not list
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters(remove_duplicate=False):
        norms[name] = None if p.grad is None else p.grad.norm().item()
    return norms
