# all points equal x0
def descend(f, x0, lr, steps):
    points = [x0.clone()]
    for _ in range(steps):
        x = x0.clone().requires_grad_()
        f(x).backward()
        x0 - lr * x.grad
        points.append(x.detach())
    return points
