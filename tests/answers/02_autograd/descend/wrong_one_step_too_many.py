# one step too many
def descend(f, x0, lr, steps):
    points = [x0.clone()]
    for _ in range(steps + 1):
        x = points[-1].clone().requires_grad_()
        f(x).backward()
        points.append((x - lr * x.grad).detach())
    return points
