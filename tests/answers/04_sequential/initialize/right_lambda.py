initialize = lambda model: [
    (nn.init.normal_(m.weight, std=0.01), m.bias is None or nn.init.zeros_(m.bias))
    for m in model.modules() if isinstance(m, nn.Linear)
] and None
