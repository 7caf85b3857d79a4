def count_parameters(model):
    n = 0
    for p in model.parameters():
        if p.requires_grad:
            k = 1
            for s in p.shape:
                k *= s
            n += k
    return n
