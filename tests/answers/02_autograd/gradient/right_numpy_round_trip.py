def gradient(f, x):
    values = np.array(x.detach().numpy())
    z = torch.from_numpy(values).requires_grad_()
    f(z).backward()
    return z.grad
