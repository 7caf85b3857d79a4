# no hidden layer has an activation
def build_sequential(input_size, hidden_sizes, output_size):
    sizes = [input_size, *hidden_sizes, output_size]
    layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
    return nn.Sequential(*layers, nn.Softmax(dim=1))
