# 'NoneType' object has no attribute 'next_functions'
def graph_path(y):
    node = y.grad_fn
    names = []
    while node.next_functions:
        names.append(type(node).__name__)
        node = node.next_functions[0][0]
    names.append(type(node).__name__)
    return names
