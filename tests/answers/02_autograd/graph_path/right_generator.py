def walk(node):
    while node is not None:
        yield type(node).__name__
        children = node.next_functions
        node = children[0][0] if children else None

graph_path = lambda y: list(walk(y.grad_fn))
