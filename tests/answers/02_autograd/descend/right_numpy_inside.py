def descend(f, x0, lr, steps):
    x = x0.numpy().copy()
    points = [torch.tensor(x)]
    for _ in range(steps):
        t = torch.tensor(x, requires_grad=True)
        f(t).backward()
        x = x - np.float32(lr) * t.grad.numpy()
        points.append(torch.tensor(x))
    return points
