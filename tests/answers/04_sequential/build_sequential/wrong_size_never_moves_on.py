# shapes cannot be multiplied
def build_sequential(input_size, hidden_sizes, output_size):
    layers = []
    for h in hidden_sizes:
        layers += [nn.Linear(input_size, h), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(hidden_sizes[-1], output_size), nn.Softmax(dim=1))
