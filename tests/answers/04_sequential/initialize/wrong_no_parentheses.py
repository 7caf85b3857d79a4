# context manager
def initialize(model):
    with torch.no_grad:
        for m in model.modules():
            if isinstance(m, nn.Linear):
                m.weight.normal_(0, 0.01)
