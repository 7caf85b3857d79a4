# x - lr * sign(gradient)
def descend(f, x0, lr, steps):
    points = [x0.clone()]
    for _ in range(steps):
        x = points[-1].clone().requires_grad_()
        f(x).backward()
        points.append((x - lr * x.grad.sign()).detach())
    return points
