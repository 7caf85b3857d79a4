# takes its layers one by one
def build_sequential(input_size, hidden_sizes, output_size):
    layers = []
    for h in hidden_sizes:
        layers += [nn.Linear(input_size, h), nn.ReLU()]
        input_size = h
    layers += [nn.Linear(input_size, output_size), nn.Softmax(dim=1)]
    return nn.Sequential(layers)
