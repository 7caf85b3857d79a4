# a tensor without grad_fn has no path
def graph_path(y):
    node = y.grad_fn
    if node is None:
        return ["AccumulateGrad"]
    names = []
    while node is not None:
        names.append(type(node).__name__)
        node = node.next_functions[0][0] if node.next_functions else None
    return names
