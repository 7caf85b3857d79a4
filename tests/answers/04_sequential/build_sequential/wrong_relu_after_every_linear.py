# A ReLU before the softmax
def build_sequential(input_size, hidden_sizes, output_size):
    sizes = [input_size, *hidden_sizes, output_size]
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers.append(nn.Linear(a, b))
        layers.append(nn.ReLU())
    layers.append(nn.Softmax(dim=1))
    return nn.Sequential(*layers)
