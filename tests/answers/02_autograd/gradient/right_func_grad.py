gradient = lambda f, x: torch.func.grad(f)(x)
