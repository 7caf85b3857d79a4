def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight.data = torch.randn_like(m.weight) * 0.01
            if m.bias is not None:
                m.bias.data = torch.zeros_like(m.bias)
