def initialize(model):
    for layer in model:
        nn.init.xavier_uniform_(layer.weight)

def initialize(model):
    layers = [m for m in model.modules() if isinstance(m, nn.Linear)]
    with torch.no_grad():
        for layer in layers:
            layer.weight[:] = torch.randn(*layer.weight.size()) / 100
            if layer.bias is not None:
                layer.bias.fill_(0)

test = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))
initialize(test)
print(test[0].weight)
