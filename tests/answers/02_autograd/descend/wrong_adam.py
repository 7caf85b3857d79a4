# point 1 should be
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    optimizer = optim.Adam([x], lr=lr)
    points = [x.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(x).backward()
        optimizer.step()
        points.append(x.detach().clone())
    return points
