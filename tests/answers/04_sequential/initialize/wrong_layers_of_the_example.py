# Not every model is a Sequential
def initialize(model):
    for i in (0, 2):
        model[i].weight.data.normal_(0, 0.01)
        model[i].bias.data.zero_()
