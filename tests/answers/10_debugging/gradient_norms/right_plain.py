def gradient_norms(model):
    norms = {}
    for name, parameter in model.named_parameters():
        if parameter.grad is None:
            norms[name] = None
        else:
            norms[name] = parameter.grad.norm().item()
    return norms
