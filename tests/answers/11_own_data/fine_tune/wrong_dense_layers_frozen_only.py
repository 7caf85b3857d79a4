# Which parameters does your loop reach
def fine_tune(model, classes):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.requires_grad_(False)
    name, old = [(n, m) for n, m in model.named_modules() if isinstance(m, nn.Linear)][-1]
    parent, _, child = name.rpartition(".")
    setattr(model.get_submodule(parent), child, nn.Linear(old.in_features, classes))
    return model
