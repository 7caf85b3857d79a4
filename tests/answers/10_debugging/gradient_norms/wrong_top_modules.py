# expected the name
def gradient_norms(model):
    norms = {}
    for name, layer in model.named_children():
        if hasattr(layer, "weight"):
            norms[name] = layer.weight.grad.norm().item()
    norms["all"] = 0.0
    return norms
