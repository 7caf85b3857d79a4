# the last point is missing
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    points = []
    for _ in range(steps):
        points.append(x.detach())
        f(x).backward()
        x = (x - lr * x.grad).detach().requires_grad_()
    return points
