def descend(f, x0, lr, steps):
    points, slope = [x0], torch.func.grad(f)
    while len(points) < steps + 1:
        points.append(points[-1] - lr * slope(points[-1]))
    return points
