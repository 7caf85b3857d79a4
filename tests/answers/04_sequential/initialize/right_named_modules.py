def initialize(model):
    for name, module in model.named_modules():
        print(name, module)
        if module.__class__.__name__ == "Linear":
            torch.nn.init.normal_(module.weight, mean=0.0, std=0.01)
            if hasattr(module, "bias") and module.bias is not None:
                torch.nn.init.zeros_(module.bias)
