def gradient_norms(model):
    # clipping at infinity changes nothing, and returns the norm
    norms = {}
    for name, p in model.named_parameters():
        if p.grad is None:
            norms[name] = None
        else:
            norms[name] = float(nn.utils.clip_grad_norm_([p], float("inf")))
    return norms
