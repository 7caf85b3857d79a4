def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight.data.normal_(0, 0.01)
            try:
                m.bias.data.zero_()
            except AttributeError:
                pass
