# you keep f's values
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    values = [f(x).detach()]
    for _ in range(steps):
        f(x).backward()
        x = (x - lr * x.grad).detach().requires_grad_()
        values.append(f(x).detach())
    return values
