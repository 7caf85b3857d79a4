# not that of a normal distribution
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            bound = 0.01 * 3 ** 0.5
            nn.init.uniform_(m.weight, -bound, bound)
            if m.bias is not None:
                nn.init.zeros_(m.bias)
