def graph_path(y):
    names = []
    node = y.grad_fn
    while node is not None:
        names.append(str(node).split()[0].strip("<"))
        node = node.next_functions[0][0] if len(node.next_functions) > 0 else None
    return names
