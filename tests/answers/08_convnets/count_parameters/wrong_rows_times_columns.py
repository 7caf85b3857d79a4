# IndexError
def count_parameters(model):
    return sum(p.shape[0] * p.shape[1] for p in model.parameters() if p.requires_grad)
