def fine_tune(model, classes):
    model.requires_grad_(False)
    last = None
    for module in model.modules():
        for name, child in module._modules.items():
            if isinstance(child, nn.Linear):
                last = (module, name)
    module, name = last
    module._modules[name] = nn.Linear(module._modules[name].in_features, classes)
    return model
