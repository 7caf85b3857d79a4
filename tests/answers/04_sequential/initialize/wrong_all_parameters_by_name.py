# a layer of another kind
def initialize(model):
    for name, p in model.named_parameters():
        if "weight" in name:
            nn.init.normal_(p, std=0.01)
        elif "bias" in name:
            nn.init.zeros_(p)
