# Which layer is too many
def build_sequential(input_size, hidden_sizes, output_size):
    layers = []
    for h in hidden_sizes:
        layers += [nn.Linear(input_size, h), nn.ReLU()]
        input_size = h
    layers += [nn.Linear(input_size, output_size), nn.ReLU(), nn.Linear(output_size, output_size)]
    return nn.Sequential(*layers, nn.Softmax(dim=1))
