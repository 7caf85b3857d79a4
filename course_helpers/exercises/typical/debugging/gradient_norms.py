# 'NoneType' object has no attribute 'norm'
def gradient_norms(model):
    return {name: p.grad.norm().item() for name, p in model.named_parameters()}
