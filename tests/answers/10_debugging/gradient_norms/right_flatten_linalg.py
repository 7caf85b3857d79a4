def gradient_norms(model):
    out = OrderedDict()
    for name, p in dict(model.named_parameters()).items():
        g = p.grad
        if g is None:
            out[name] = None
            continue
        out[name] = torch.linalg.vector_norm(g.flatten(), ord=2)
    return out
