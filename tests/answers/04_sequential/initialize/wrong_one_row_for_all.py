# holds equal values
def initialize(model):
    with torch.no_grad():
        for m in model.modules():
            if isinstance(m, nn.Linear):
                m.weight.copy_(torch.randn(m.in_features) * 0.01)
                if m.bias is not None:
                    m.bias.zero_()
