def initialize(model):
    for child in model.children():
        if isinstance(child, nn.Linear):
            child.weight.data = torch.normal(0.0, 0.01, size=child.weight.shape)
            if child.bias is not None:
                child.bias.data = torch.zeros(child.bias.shape)
        else:
            initialize(child)
