# the norm of all gradients together
def gradient_norms(model):
    grads = [p.grad for p in model.parameters() if p.grad is not None]
    total = torch.cat([g.flatten() for g in grads]).norm().item()
    return {n: None if p.grad is None else total for n, p in model.named_parameters()}
