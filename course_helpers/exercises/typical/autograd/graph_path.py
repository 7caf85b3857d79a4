# got None
def graph_path(y):
    if y.grad_fn is None:
        return None
    names = []
    node = y.grad_fn
    while node is not None:
        names.append(type(node).__name__)
        node = node.next_functions[0][0] if node.next_functions else None
    return names
