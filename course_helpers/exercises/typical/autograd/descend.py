# gradients add up from step to step
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_(True)
    path = [x.detach().clone()]
    for _ in range(steps):
        f(x).backward()
        with torch.no_grad():
            x -= lr * x.grad
        path.append(x.detach().clone())
    return path
