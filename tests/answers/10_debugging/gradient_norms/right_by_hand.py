def gradient_norms(model):
    result = dict()
    for name, p in model.named_parameters():
        result[name] = None
        if p.grad is not None:
            result[name] = (p.grad ** 2).sum().sqrt().item()
    return result
