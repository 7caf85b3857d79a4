def graph_path(y):
    names = []
    node = y.grad_fn
    try:
        while True:
            print(node)
            node.next_functions
            names.append(type(node).__name__)
            node = node.next_functions[0][0]
    except (IndexError, AttributeError):
        return names
