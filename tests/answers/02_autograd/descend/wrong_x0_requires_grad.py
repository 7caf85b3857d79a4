# x0 should not require grad
def descend(f, x0, lr, steps):
    x = x0.requires_grad_()
    points = [x0]
    for _ in range(steps):
        f(x).backward()
        x = (x - lr * x.grad).detach().requires_grad_()
        points.append(x)
    return points
