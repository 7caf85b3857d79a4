def build_sequential(input_size, hidden_sizes, output_size):
    sizes = [input_size] + list(hidden_sizes)
    blocks = [nn.Sequential(nn.Linear(i, o), nn.ReLU()) for i, o in zip(sizes, sizes[1:])]
    return nn.Sequential(*blocks, nn.Sequential(nn.Linear(sizes[-1], output_size), nn.Softmax(dim=1)))
