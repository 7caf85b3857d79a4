# each node counts
def graph_path(y):
    names = {}
    node = y.grad_fn
    while node is not None:
        names[type(node).__name__] = True
        node = node.next_functions[0][0] if node.next_functions else None
    return list(names)
