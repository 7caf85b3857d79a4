def descend(f, x0, lr, steps):
    x = x0.clone().detach().requires_grad_(True)
    path = [x.detach().clone()]
    for i in range(steps):
        y = f(x)
        y.backward()
        with torch.no_grad():
            x -= lr * x.grad
        x.grad.zero_()
        path.append(x.detach().clone())
    return path
