def gradient_norms(model):
    d = {}
    for name, p in model.named_parameters():
        try:
            d[name] = p.grad.data.clone().pow(2).sum().item() ** 0.5
        except AttributeError:
            d[name] = None
    print(d)
    return d
