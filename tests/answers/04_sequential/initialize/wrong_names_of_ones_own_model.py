# Not every layer has this
def initialize(model):
    for m in (model.hidden1, model.hidden2, model.output):
        nn.init.normal_(m.weight, std=0.01)
        nn.init.zeros_(m.bias)
