def build_sequential(input_size, hidden_sizes, output_size):
    if len(hidden_sizes) == 0:
        return nn.Sequential(nn.Linear(input_size, output_size), nn.Softmax(dim=1))
    layers = [nn.Linear(input_size, hidden_sizes[0]), nn.ReLU()]
    for i in range(1, len(hidden_sizes)):
        layers.extend([nn.Linear(hidden_sizes[i - 1], hidden_sizes[i]), nn.ReLU()])
    layers.extend([nn.Linear(hidden_sizes[-1], output_size), nn.Softmax(dim=1)])
    return nn.Sequential(*layers)
