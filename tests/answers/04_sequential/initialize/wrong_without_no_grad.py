# Which block tells autograd not to watch
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight.normal_(0, 0.01)
            if m.bias is not None:
                m.bias.zero_()
