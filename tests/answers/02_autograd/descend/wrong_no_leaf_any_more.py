# A .grad is None for all but leaves
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    points = [x.detach()]
    for _ in range(steps):
        f(x).backward()
        x = x - lr * x.grad
        points.append(x.detach())
    return points
