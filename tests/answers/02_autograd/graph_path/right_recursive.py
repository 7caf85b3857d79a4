def graph_path(y):
    def below(node):
        if node is None:
            return []
        nexts = node.next_functions
        return [type(node).__name__] + (below(nexts[0][0]) if nexts else [])
    return below(y.grad_fn)
