def sgd_step(parameters, lr):
    kept = [p for p in parameters]
    with torch.no_grad():
        for p in kept:
            if p.grad is not None:
                torch.sub(p, lr * p.grad, out=p)
                p.grad = None
    return kept
