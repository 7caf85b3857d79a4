def graph_path(y):
  if y.grad_fn == None:
    return []
  node = y.grad_fn
  list = [str(type(node).__name__)]
  while list[-1] != "AccumulateGrad":
    node = node.next_functions[0][0]
    list += [str(type(node).__name__)]
  return list
