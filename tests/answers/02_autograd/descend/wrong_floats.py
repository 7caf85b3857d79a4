# cannot be converted to Scalar
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    points = [x.item()]
    for _ in range(steps):
        f(x).backward()
        x = (x - lr * x.grad).detach().requires_grad_()
        points.append(x.item())
    return points
