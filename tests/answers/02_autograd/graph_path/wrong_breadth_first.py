# the names differ
def graph_path(y):
    names, queue = [], [y.grad_fn] if y.grad_fn else []
    while queue:
        node = queue.pop(0)
        names.append(type(node).__name__)
        queue += [child for child, _ in node.next_functions]
    return names
