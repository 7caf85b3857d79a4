# x.requires_grad was True
def gradient(f, x):
    old = x.grad
    x.grad = None
    x.requires_grad_(True)
    f(x).backward()
    g = x.grad
    x.grad = old
    x.requires_grad_(False)
    return g
