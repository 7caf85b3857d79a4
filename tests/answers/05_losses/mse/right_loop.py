def mse(predictions, targets):
  total = 0
  p = predictions.view(-1)
  t = targets.view(-1)
  for i in range(len(p)):
    total = total + (p[i] - t[i]) ** 2
  return total / len(p)
