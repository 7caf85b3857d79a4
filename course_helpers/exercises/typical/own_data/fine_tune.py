# What comes first
def fine_tune(model, classes):
    name, old = [(n, m) for n, m in model.named_modules() if isinstance(m, nn.Linear)][-1]
    parent, _, child = name.rpartition(".")
    setattr(model.get_submodule(parent), child, nn.Linear(old.in_features, classes))
    for p in model.parameters():
        p.requires_grad = False
    return model
