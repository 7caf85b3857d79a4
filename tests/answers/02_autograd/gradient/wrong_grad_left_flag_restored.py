# x.grad was None; after your call it is a tensor
def gradient(f, x):
    before = x.requires_grad
    x.requires_grad_(True)
    f(x).backward()
    x.requires_grad_(before)
    return x.grad
