def descend(f, x0, lr, steps):
    if steps == 0:
        return [x0]
    x = x0.detach().clone().requires_grad_()
    f(x).backward()
    return [x0] + descend(f, (x - lr * x.grad).detach(), lr, steps - 1)
