def gradient(f, x):
    before = x.requires_grad
    x.requires_grad_(True)
    try:
        (g,) = torch.autograd.grad(outputs=f(x), inputs=x, create_graph=True)
    finally:
        x.requires_grad_(before)
    return g
