# other values
def descend(f, x0, lr, steps):
    x = x0
    x.requires_grad_()
    points = [x.detach().clone()]
    for _ in range(steps):
        f(x).backward()
        with torch.no_grad():
            x -= lr * x.grad
        x.grad = None
        points.append(x.detach().clone())
    x.requires_grad_(False)
    return points
