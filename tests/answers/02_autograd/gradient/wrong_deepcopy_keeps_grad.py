# the older gradient of x is added
import copy

def gradient(f, x):
    z = copy.deepcopy(x)
    z.requires_grad_(True)
    f(z).backward()
    return z.grad
