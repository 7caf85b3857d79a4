def descend(f, x0, lr, steps):
    x = nn.Parameter(x0.clone())
    optimizer = optim.SGD([x], lr=lr)
    points = [x.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        loss = f(x)
        loss.backward()
        optimizer.step()
        points.append(x.detach().clone())
    return points
