def initialize(model):
    for m in model.modules():
        if type(m) == nn.Linear:
            m.weight.data.normal_(0, std=0.01)
            if m.bias is not None:
                m.bias.data.fill_(0)
