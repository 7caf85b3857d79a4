def fine_tune(model, classes):
    for p in model.parameters():
        p.requires_grad_(False)
    for name, module in model.named_modules():
        if type(module) is nn.Linear:
            path, last = name.split("."), module
    parent = model
    for part in path[:-1]:
        parent = getattr(parent, part)
    setattr(parent, path[-1], nn.Linear(last.in_features, classes))
    return model
