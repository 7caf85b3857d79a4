# cut off from x
def gradient(f, x):
    x = x * 1
    x.requires_grad_()
    f(x).backward()
    return x.grad
