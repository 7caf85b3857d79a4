def training_pass(net, x, y, loss_fn, opt):
  x = x.reshape(-1, 784)
  loss = loss_fn(net(x), y)
  loss.backward()
  opt.step()
  opt.zero_grad()
  return loss.detach()
