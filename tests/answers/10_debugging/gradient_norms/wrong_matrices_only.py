# How do all its numbers come into one row?
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = None if p.grad is None else torch.linalg.norm(p.grad, 2).item()
    return norms
