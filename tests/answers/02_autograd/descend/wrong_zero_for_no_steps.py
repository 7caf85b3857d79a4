# point 0 should be
def descend(f, x0, lr, steps):
    points = [torch.zeros_like(x0)] * (steps + 1)
    x = x0.clone()
    for i in range(steps):
        points[i] = x
        leaf = x.clone().requires_grad_()
        f(leaf).backward()
        x = x - lr * leaf.grad
        points[i + 1] = x
    return points
