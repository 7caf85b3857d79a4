# got a tensor of shape
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    for _ in range(steps):
        f(x).backward()
        x = (x - lr * x.grad).detach().requires_grad_()
    return x
