# all points are one tensor
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    points = [x.detach()]
    for _ in range(steps):
        f(x).backward()
        x.data -= lr * x.grad
        x.grad = None
        points.append(x.detach())
    return points
