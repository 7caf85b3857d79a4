# expected a dict from names to norms
def gradient_norms(model):
    grads = [p.grad for p in model.parameters() if p.grad is not None]
    return sum(g.norm() ** 2 for g in grads).sqrt().item()
