# has other values afterwards
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = None if p.grad is None else nn.utils.clip_grad_norm_([p], 1.0).item()
    return norms
