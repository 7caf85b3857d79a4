def descend(f, x0, lr, steps):
    x = torch.tensor(x0, requires_grad=True)
    seen = (x.clone().detach(),)
    for k in range(1, steps + 1):
        f(x).backward()
        with torch.set_grad_enabled(False):
            x.copy_(x - lr * x.grad)
            x.grad = None
        seen = seen + (x.clone().detach(),)
    return seen
