# holds equal values
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight.data.fill_(0.01)
            if m.bias is not None:
                m.bias.data.fill_(0)
