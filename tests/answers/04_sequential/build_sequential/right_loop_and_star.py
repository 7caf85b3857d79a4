def build_sequential(input_size, hidden_sizes, output_size):
    layers = []
    size = input_size
    for hidden_size in hidden_sizes:
        layers.append(nn.Linear(size, hidden_size))
        layers.append(nn.ReLU())
        size = hidden_size
    layers.append(nn.Linear(size, output_size))
    layers.append(nn.Softmax(dim=1))
    return nn.Sequential(*layers)
