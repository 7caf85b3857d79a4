def gradient(f, x):
    old_grad = x.grad
    old_flag = x.requires_grad
    x.grad = None
    x.requires_grad_(True)
    f(x).backward()
    result = x.grad.clone()
    x.grad = old_grad
    x.requires_grad_(old_flag)
    return result
