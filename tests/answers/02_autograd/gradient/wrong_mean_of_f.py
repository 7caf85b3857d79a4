# a mean is taken
def gradient(f, x):
    z = x.detach().clone().requires_grad_()
    (f(z) / z.numel()).backward()
    return z.grad
