def gradient(f, x):
    """Return df/dx."""
    leaf = x.detach().clone().requires_grad_(True)
    y = f(leaf)
    y.backward()
    return leaf.grad
