# Biases are parameters too
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        if "weight" in name:
            norms[name] = None if p.grad is None else p.grad.norm().item()
    return norms
