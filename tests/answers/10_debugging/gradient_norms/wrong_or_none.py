# To be there and to be zero are two things
def gradient_norms(model):
    return {n: p.grad is not None and p.grad.norm().item() or None for n, p in model.named_parameters()}
