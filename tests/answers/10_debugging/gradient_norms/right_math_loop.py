def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        if p.grad is None:
            norms.update({name: None})
        else:
            total = 0.0
            for value in p.grad.reshape(-1).tolist():
                total += value * value
            norms.update({name: total ** 0.5})
    return norms
