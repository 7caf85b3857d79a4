# got None
def graph_path(y):
    node = y.grad_fn
    while node is not None:
        print(type(node).__name__)
        node = node.next_functions[0][0] if node.next_functions else None
