# the list goes on after the leaf
def graph_path(y):
    names = []
    def walk(node):
        if node is None:
            return
        names.append(type(node).__name__)
        for child, _ in node.next_functions:
            walk(child)
    walk(y.grad_fn)
    return names
