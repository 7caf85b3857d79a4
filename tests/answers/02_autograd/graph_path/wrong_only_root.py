# the walk stops too early
def graph_path(y):
    return [] if y.grad_fn is None else [type(y.grad_fn).__name__]
