# hidden layer 2 of 2 has no activation
def build_sequential(input_size, hidden_sizes, output_size):
    layers = []
    for i, h in enumerate(hidden_sizes):
        layers.append(nn.Linear(input_size, h))
        if i == 0:
            layers.append(nn.ReLU())
        input_size = h
    return nn.Sequential(*layers, nn.Linear(input_size, output_size), nn.Softmax(dim=1))
