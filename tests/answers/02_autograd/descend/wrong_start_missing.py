# x0 itself is missing
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    points = []
    for _ in range(steps):
        f(x).backward()
        x = (x - lr * x.grad).detach().requires_grad_()
        points.append(x.detach())
    return points
