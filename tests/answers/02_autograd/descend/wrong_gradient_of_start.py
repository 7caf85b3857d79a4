# each step uses the gradient at x0
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    f(x).backward()
    points = [x0.clone()]
    for _ in range(steps):
        points.append(points[-1] - lr * x.grad)
    return points
