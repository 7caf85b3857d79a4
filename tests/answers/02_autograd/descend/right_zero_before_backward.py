def descend(f, x0, lr, steps):
    x = x0.clone()
    x.requires_grad = True
    result = []
    for step in range(steps + 1):
        result.append(x.detach().clone())
        if x.grad is not None:
            x.grad.zero_()
        f(x).backward()
        x.data = x.data - lr * x.grad
    return result
