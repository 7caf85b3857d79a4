# lr is not used
def descend(f, x0, lr, steps):
    points = [x0.clone()]
    for _ in range(steps):
        x = points[-1].clone().requires_grad_()
        f(x).backward()
        points.append((x - x.grad).detach())
    return points
