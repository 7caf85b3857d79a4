def gradient(f, x):
    copy = x.clone().detach()
    copy.requires_grad = True
    return torch.autograd.grad(f(copy), copy)[0]
