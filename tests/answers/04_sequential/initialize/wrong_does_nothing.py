# as before
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight.mean = 0
            m.weight.std = 0.01
