# the layers have no bias
def build_sequential(input_size, hidden_sizes, output_size):
    layers = []
    for h in hidden_sizes:
        layers += [nn.Linear(input_size, h, bias=False), nn.ReLU()]
        input_size = h
    return nn.Sequential(*layers, nn.Linear(input_size, output_size, bias=False), nn.Softmax(dim=1))
