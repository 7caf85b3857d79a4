# expected only zeros in 0.bias
def initialize(model):
    with torch.no_grad():
        for m in model.modules():
            if isinstance(m, nn.Linear):
                for p in m.parameters():
                    p.normal_(0, 0.01)
