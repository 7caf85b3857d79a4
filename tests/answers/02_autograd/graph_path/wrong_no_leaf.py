# the last node is missing
def graph_path(y):
    names = []
    node = y.grad_fn
    while node is not None and node.next_functions:
        names.append(type(node).__name__)
        node = node.next_functions[0][0]
    return names
