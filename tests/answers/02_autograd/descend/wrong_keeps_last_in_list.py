# only the last point came back
def descend(f, x0, lr, steps):
    points = [x0.clone()]
    for _ in range(steps):
        x = points[-1].clone().requires_grad_()
        f(x).backward()
        points = [(x - lr * x.grad).detach()]
    return points
