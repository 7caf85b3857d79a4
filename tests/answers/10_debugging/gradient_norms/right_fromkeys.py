def gradient_norms(model):
    params = dict(model.named_parameters())
    norms = dict.fromkeys(params)
    for name in params:
        if torch.is_tensor(params[name].grad):
            norms[name] = math.sqrt(torch.sum(torch.square(params[name].grad)))
    return norms
