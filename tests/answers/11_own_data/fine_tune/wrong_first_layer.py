# put into the

def fine_tune(model, classes):
    for parameter in model.parameters():
        parameter.requires_grad = False

    name, old = [(n, m) for n, m in model.named_modules() if isinstance(m, nn.Linear)][0]
    parent, _, child = name.rpartition(".")
    setattr(model.get_submodule(parent), child, nn.Linear(old.in_features, old.out_features))
    return model
