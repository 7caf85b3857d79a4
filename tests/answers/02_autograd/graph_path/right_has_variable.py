def graph_path(y):
    names = []
    node = getattr(y, "grad_fn", None)
    while node is not None:
        names.append(node.__class__.__name__)
        if hasattr(node, "variable"):
            break
        (node, _), *rest = node.next_functions
    return names
