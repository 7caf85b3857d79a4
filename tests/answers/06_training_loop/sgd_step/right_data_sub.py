# update the weights: weight = weight - learning_rate * gradient
def sgd_step(parameters, lr):
  for f in parameters:
    if f.grad is None: continue
    f.data.sub_(f.grad.data * lr)
    f.grad.data.zero_()
