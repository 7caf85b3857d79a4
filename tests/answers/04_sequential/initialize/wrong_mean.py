# expected mean 0; got
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            nn.init.normal_(m.weight, 0.01, 0.01)
            if m.bias is not None:
                nn.init.zeros_(m.bias)
