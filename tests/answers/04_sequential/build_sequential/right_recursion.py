def build_sequential(input_size, hidden_sizes, output_size):
    if not hidden_sizes:
        return nn.Sequential(nn.Linear(input_size, output_size), nn.Softmax(dim=1))
    first, *others = hidden_sizes
    return nn.Sequential(
        nn.Linear(input_size, first), nn.ReLU(), *build_sequential(first, others, output_size)
    )
