# Keep the parameter and change the values in it
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight = torch.randn(m.weight.shape) * 0.01
            m.bias = torch.zeros(m.bias.shape)
