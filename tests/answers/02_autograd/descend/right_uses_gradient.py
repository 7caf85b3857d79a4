def gradient(f, x):
    z = x.detach().clone().requires_grad_()
    f(z).backward()
    return z.grad

def descend(f, x0, lr, steps):
    points = [x0.clone()]
    for _ in range(steps):
        points.append(points[-1] - lr * gradient(f, points[-1]))
    return points
