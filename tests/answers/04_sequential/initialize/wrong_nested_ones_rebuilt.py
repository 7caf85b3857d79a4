# got new parameters
def initialize(model):
    def fresh(layer):
        new = nn.Linear(layer.in_features, layer.out_features, bias=layer.bias is not None)
        new.weight.data.normal_(0, 0.01)
        if new.bias is not None:
            new.bias.data.zero_()
        return new

    def walk(module, top):
        for name, child in module.named_children():
            if not isinstance(child, nn.Linear):
                walk(child, False)
            elif top:
                child.weight.data.normal_(0, 0.01)
                if child.bias is not None:
                    child.bias.data.zero_()
            else:
                setattr(module, name, fresh(child))

    walk(model, True)
