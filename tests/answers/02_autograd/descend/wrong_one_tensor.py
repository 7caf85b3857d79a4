# all points are one tensor
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    points = [x]
    for _ in range(steps):
        f(x).backward()
        with torch.no_grad():
            x -= lr * x.grad
        x.grad.zero_()
        points.append(x)
    return points
