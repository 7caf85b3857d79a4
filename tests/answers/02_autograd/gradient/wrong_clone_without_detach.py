# cut off from x
def gradient(f, x):
    z = x.clone().requires_grad_()
    f(z).backward()
    return z.grad
