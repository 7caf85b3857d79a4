# expected only zeros in 0.bias; got 1
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            nn.init.normal_(m.weight, std=0.01)
            if m.bias is not None:
                nn.init.ones_(m.bias)
