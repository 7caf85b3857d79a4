# All entries of a gradient make one norm
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = None if p.grad is None else p.grad.norm(dim=-1)
    return norms
