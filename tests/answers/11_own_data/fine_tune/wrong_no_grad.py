# all still require grad
def fine_tune(model, classes):
    model.eval()
    with torch.no_grad():
        pass
    name, old = [(n, m) for n, m in model.named_modules() if isinstance(m, nn.Linear)][-1]
    parent, _, child = name.rpartition(".")
    setattr(model.get_submodule(parent), child, nn.Linear(old.in_features, classes))
    return model
