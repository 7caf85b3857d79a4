# leaf Variable that requires grad
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    points = [x.detach().clone()]
    for _ in range(steps):
        f(x).backward()
        x -= lr * x.grad
        x.grad.zero_()
        points.append(x.detach().clone())
    return points
