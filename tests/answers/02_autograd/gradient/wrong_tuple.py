# return a tuple
def gradient(f, x):
    z = x.detach().clone().requires_grad_()
    return torch.autograd.grad(f(z), z)
