# as before
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            weight = torch.randn_like(m.weight) * 0.01
            bias = torch.zeros(m.out_features)
