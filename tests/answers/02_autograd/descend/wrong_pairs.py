# one is a list
def descend(f, x0, lr, steps):
    points = [(x0.clone(), f(x0))]
    for _ in range(steps):
        x = points[-1][0].clone().requires_grad_()
        f(x).backward()
        new = (x - lr * x.grad).detach()
        points.append((new, f(new)))
    return points
