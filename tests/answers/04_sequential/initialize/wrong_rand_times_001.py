# expected standard deviation 0.01; got 0.0029
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight.data = torch.rand(m.weight.shape) * 0.01
            if m.bias is not None:
                m.bias.data.fill_(0)
