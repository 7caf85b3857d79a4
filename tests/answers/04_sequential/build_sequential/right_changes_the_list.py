def build_sequential(input_size, hidden_sizes, output_size):
    sizes = hidden_sizes
    sizes.insert(0, input_size)
    sizes.append(output_size)
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        layers.append(nn.ReLU())
    layers.pop()
    return nn.Sequential(*layers, nn.Softmax(dim=1))
