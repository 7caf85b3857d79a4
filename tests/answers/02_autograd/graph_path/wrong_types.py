# every item should be a class's name
def graph_path(y):
    names = []
    node = y.grad_fn
    while node is not None:
        names.append(type(node))
        node = node.next_functions[0][0] if node.next_functions else None
    return names
