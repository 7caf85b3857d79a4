def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = None if p.grad is None else np.linalg.norm(p.grad.numpy().ravel())
    return norms
