# still hangs on a graph
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    points = [x]
    for _ in range(steps):
        g = torch.autograd.grad(f(x), x, retain_graph=True)[0]
        x = x - lr * g
        points.append(x)
    return points
