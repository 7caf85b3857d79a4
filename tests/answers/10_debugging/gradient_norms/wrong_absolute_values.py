# sums of absolute values
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = None if p.grad is None else p.grad.abs().sum().item()
    return norms
