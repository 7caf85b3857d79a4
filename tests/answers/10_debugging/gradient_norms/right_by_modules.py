def gradient_norms(model):
    norms, seen = {}, set()
    for prefix, module in model.named_modules():
        for name, p in module.named_parameters(recurse=False):
            if p in seen:
                continue
            seen.add(p)
            full = prefix + "." + name if prefix else name
            norms[full] = p.grad.norm(2).item() if p.grad is not None else None
    return norms
