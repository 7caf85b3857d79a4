def gradient_norms(model):
    return {n: None if p.grad is None else float(p.grad.norm()) for n, p in model.named_parameters()}
