def gradient(f, x):
    w = nn.Parameter(x.detach().clone())
    loss = f(w)
    loss.backward(retain_graph=True)
    return w.grad.detach().clone()
