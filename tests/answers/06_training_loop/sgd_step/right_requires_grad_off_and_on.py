def sgd_step(parameters, lr):
    for p in parameters:
        if p.grad is None:
            pass
        else:
            step = p.grad.clone()
            p.requires_grad_(False)
            p -= lr * step
            p.requires_grad_(True)
            p.grad = torch.zeros_like(p)
