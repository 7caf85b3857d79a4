# got new parameters
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight = nn.Parameter(torch.randn_like(m.weight) * 0.01)
            if m.bias is not None:
                m.bias = nn.Parameter(torch.zeros_like(m.bias))
