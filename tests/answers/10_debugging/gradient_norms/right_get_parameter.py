def gradient_norms(model):
    names = [name for name, _ in model.named_parameters()]
    def norm(g):
        return g if g is None else torch.dist(g, torch.zeros_like(g)).item()
    return {name: norm(model.get_parameter(name).grad) for name in names}
