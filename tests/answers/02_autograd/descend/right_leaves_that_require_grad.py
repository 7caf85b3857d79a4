def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_(True)
    points = [x]
    for _ in range(steps):
        f(x).backward()
        with torch.no_grad():
            x = x - lr * x.grad
        x.requires_grad_(True)
        points.append(x)
    return points
