# Is 0.01 the variance here
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            nn.init.normal_(m.weight, 0, 0.01 ** 0.5)
            if m.bias is not None:
                nn.init.zeros_(m.bias)
