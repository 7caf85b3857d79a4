def descend(f, x0, lr, steps):
    # more digits on the way
    x = x0.double()
    points = [x0.clone()]
    for _ in range(int(steps)):
        leaf = x.clone().requires_grad_(True)
        (slope,) = torch.autograd.grad(f(leaf), leaf)
        x = x - lr * slope
        points.append(x.float())
    return points
