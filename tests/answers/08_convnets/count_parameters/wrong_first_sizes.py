# more than its first size
def count_parameters(model):
    return sum(len(p) for p in model.parameters() if p.requires_grad)
