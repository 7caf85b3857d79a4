def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            for name, p in m.named_parameters():
                if name == "bias":
                    p.data.zero_()
                else:
                    p.data.normal_(0, 0.01)
