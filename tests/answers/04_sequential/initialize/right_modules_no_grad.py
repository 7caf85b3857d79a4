def initialize(model):
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, nn.Linear):
                layer.weight.normal_(mean=0, std=0.01)
                if layer.bias is not None:
                    layer.bias.zero_()
