# shapes cannot be multiplied
input_size, hidden_sizes, output_size = 784, [128, 64], 10

def build_sequential(a, b, c):
    sizes = [input_size] + hidden_sizes + [output_size]
    layers = []
    for i, o in zip(sizes, sizes[1:]):
        layers += [nn.Linear(i, o), nn.ReLU()]
    return nn.Sequential(*layers[:-1], nn.Softmax(dim=1))
