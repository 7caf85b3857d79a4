def descend(f, x0, lr, steps):
  x = x0.data.clone()
  x.requires_grad_()
  l = [x.data.clone()]
  for t in range(steps):
    loss = f(x)
    loss.backward()
    x.data.sub_(lr * x.grad.data)
    x.grad = None
    l.append(x.data.clone())
    print(t, loss.item())
  return l
