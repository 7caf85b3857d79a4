# Look at the sizes of your layers
def build_sequential(input_size, hidden_sizes, output_size):
    layers = []
    for h in hidden_sizes:
        layers += [nn.Linear(input_size, h), nn.ReLU()]
        input_size = h
    return nn.Sequential(*layers, nn.Softmax(dim=1))
