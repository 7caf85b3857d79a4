def fine_tune(model, classes):
    linear = {n: m for n, m in model.named_modules() if isinstance(m, nn.Linear)}
    name, last = list(linear.items())[-1]
    model.set_submodule(name, nn.Linear(last.in_features, classes, bias=last.bias is not None))
    for n, parameter in model.named_parameters():
        parameter.requires_grad = n.startswith(name + ".")
    return model
