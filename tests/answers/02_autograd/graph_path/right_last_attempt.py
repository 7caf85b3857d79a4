def graph_path(y):
    return y.next_functions

def graph_path(y):
    # fehlerfrei, auch für Blätter
    type_names = []
    nodes = [y.grad_fn] if y.grad_fn is not None else []
    for node in nodes:
        type_names.append(type(node).__name__)
        for following in node.next_functions[:1]:
            nodes.append(following[0])
    return type_names

print(graph_path(torch.ones(2, requires_grad=True).sum()))
