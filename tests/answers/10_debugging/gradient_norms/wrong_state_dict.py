# does not list
def gradient_norms(model):
    norms = {}
    for name, tensor in model.state_dict(keep_vars=True).items():
        norms[name] = None if tensor.grad is None else tensor.grad.norm().item()
    return norms
