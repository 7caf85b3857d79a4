# the first node is missing
def graph_path(y):
    names = []
    node = y.grad_fn
    while node is not None and node.next_functions:
        node = node.next_functions[0][0]
        names.append(type(node).__name__)
    return names
