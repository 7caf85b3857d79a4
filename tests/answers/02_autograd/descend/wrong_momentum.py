# point 2 should be
def descend(f, x0, lr, steps):
    x = x0.clone().requires_grad_()
    optimizer = optim.SGD([x], lr=lr, momentum=0.9)
    points = [x.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(x).backward()
        optimizer.step()
        points.append(x.detach().clone())
    return points
