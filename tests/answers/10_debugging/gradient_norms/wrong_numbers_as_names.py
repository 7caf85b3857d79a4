# Which method of a model gives each parameter together with its name?
def gradient_norms(model):
    norms = {}
    for i, p in enumerate(model.parameters()):
        norms[i] = None if p.grad is None else p.grad.norm().item()
    return norms
