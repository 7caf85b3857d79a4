# Not every layer has this
def initialize(model):
    for m in model.modules():
        nn.init.normal_(m.weight, std=0.01)
        nn.init.zeros_(m.bias)
