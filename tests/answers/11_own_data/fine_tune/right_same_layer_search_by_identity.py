def fine_tune(model, classes):
    # die letzte Schicht
    *_, last = (m for m in model.modules() if isinstance(m, nn.Linear))
    for p in model.parameters():
        p.requires_grad = False
    for module in model.modules():
        for name, child in module.named_children():
            if child is last:
                setattr(module, name, nn.Linear(last.weight.shape[1], classes))
                print(model)
                return model
