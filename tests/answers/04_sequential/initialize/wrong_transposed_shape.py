# gone or has another shape
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight.data = torch.randn(m.in_features, m.out_features) * 0.01
            if m.bias is not None:
                m.bias.data = torch.zeros(m.out_features)
