def descend(f, x0, lr, steps):
    x = x0.clone()
    points = [x]
    for _ in range(steps):
        x = x.detach().requires_grad_()
        g = torch.autograd.grad(f(x), x)[0]
        x = (x - lr * g).detach()
        points += [x]
    return points
