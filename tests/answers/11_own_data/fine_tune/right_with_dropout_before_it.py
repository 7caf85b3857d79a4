def fine_tune(model, classes):
    for parameter in model.parameters():
        parameter.requires_grad = False

    name, old = [(n, m) for n, m in model.named_modules() if isinstance(m, nn.Linear)][-1]
    head = nn.Sequential(nn.Dropout(0.2), nn.Linear(old.in_features, classes))
    setattr(model.get_submodule(name.rpartition(".")[0]), name.rpartition(".")[2], head)
    return model
