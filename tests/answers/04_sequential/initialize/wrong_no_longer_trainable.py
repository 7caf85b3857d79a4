# got some that do not
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight.requires_grad_(False)
            m.weight.normal_(0, 0.01)
            if m.bias is not None:
                m.bias.requires_grad = False
                m.bias.zero_()
