def graph_path(y):
    output = []
    fn = y.grad_fn
    for i in range(10000):
        if fn is None:
            break
        output.append(type(fn).__name__)
        if fn.next_functions == ():
            break
        fn = fn.next_functions[0][0]
    return output
