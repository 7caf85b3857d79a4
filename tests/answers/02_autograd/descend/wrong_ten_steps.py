# expected a list of 4 tensors
def descend(f, x0, lr, steps):
    points = [x0.clone()]
    for _ in range(10):
        x = points[-1].clone().requires_grad_()
        f(x).backward()
        points.append((x - lr * x.grad).detach())
    return points
