from functools import reduce

def count_parameters(model):
  return reduce(lambda n, p: n + p.view(-1).size(0), [p for p in model.parameters() if p.requires_grad], 0)
