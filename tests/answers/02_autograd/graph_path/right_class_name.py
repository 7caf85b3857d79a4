def graph_path(y):
    path = []
    fn = y.grad_fn
    if fn is None:
        return path
    while True:
        path.append(fn.__class__.__name__)
        if len(fn.next_functions) == 0:
            break
        fn = fn.next_functions[0][0]
    return path
