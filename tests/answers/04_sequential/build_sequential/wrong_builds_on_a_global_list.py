# build_sequential(
layers = []

def build_sequential(input_size, hidden_sizes, output_size):
    for h in hidden_sizes:
        layers.append(nn.Linear(input_size, h))
        layers.append(nn.ReLU())
        input_size = h
    layers.append(nn.Linear(input_size, output_size))
    layers.append(nn.Softmax(dim=1))
    return nn.Sequential(*layers)
