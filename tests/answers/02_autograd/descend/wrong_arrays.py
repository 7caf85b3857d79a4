# one is a NumPy array
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    points = [x0.numpy().copy()]
    for _ in range(steps):
        f(x).backward()
        x = (x - lr * x.grad).detach().requires_grad_()
        points.append(x.detach().numpy())
    return points
