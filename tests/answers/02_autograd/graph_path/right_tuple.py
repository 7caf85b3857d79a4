def graph_path(y):
    node, names = y.grad_fn, ()
    while node:
        names += (type(node).__qualname__,)
        node = next((child for child, _ in node.next_functions), None)
    return names
