# point 1 should be
def parabola(x):
    return (x ** 2).sum()

def descend(f, x0, lr, steps):
    points = [x0.clone()]
    for _ in range(steps):
        x = points[-1].clone().requires_grad_()
        parabola(x).backward()
        points.append((x - lr * x.grad).detach())
    return points
