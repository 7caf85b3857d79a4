# expected a dict from names to norms
def gradient_norms(model):
    return [None if p.grad is None else p.grad.norm().item() for p in model.parameters()]
