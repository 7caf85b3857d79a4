@torch.no_grad()
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight.normal_().mul_(0.01)
            if m.bias is not None:
                m.bias *= 0
