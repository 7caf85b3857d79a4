# How do sizes make a number of values
def count_parameters(model):
    return sum(sum(p.shape) for p in model.parameters() if p.requires_grad)
