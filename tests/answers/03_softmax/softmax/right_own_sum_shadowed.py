def softmax(x):
  max = torch.max(x)
  exp = torch.exp(x)
  sum = torch.sum(exp, dim=1)
  sum = sum.view(-1, 1)
  return exp / sum
