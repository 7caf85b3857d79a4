# point 1 should be
def descend(f, x0, lr, steps, rate=0.05):
    points = [x0.clone()]
    for _ in range(steps):
        x = points[-1].clone().requires_grad_()
        f(x).backward()
        points.append((x - rate * x.grad).detach())
    return points
