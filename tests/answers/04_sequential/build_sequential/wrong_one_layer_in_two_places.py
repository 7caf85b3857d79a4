# Does one nn.Linear stand in two places?
def build_sequential(input_size, hidden_sizes, output_size):
    layers = {}
    def linear(n_in, n_out):
        if (n_in, n_out) not in layers:
            layers[n_in, n_out] = nn.Linear(n_in, n_out)
        return layers[n_in, n_out]

    sizes = [input_size, *hidden_sizes]
    parts = []
    for n_in, n_out in zip(sizes, sizes[1:]):
        parts += [linear(n_in, n_out), nn.ReLU()]
    return nn.Sequential(*parts, linear(sizes[-1], output_size), nn.Softmax(dim=1))
