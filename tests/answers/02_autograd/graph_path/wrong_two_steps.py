# the walk stops too early
def graph_path(y):
    node = y.grad_fn
    names = []
    for _ in range(3):
        if node is None:
            break
        names.append(type(node).__name__)
        node = node.next_functions[0][0] if node.next_functions else None
    return names
