# was None and is a tensor afterwards
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        missing = p.grad is None
        if missing:
            p.grad = torch.zeros_like(p)
        norms[name] = None if missing else p.grad.norm().item()
    return norms
