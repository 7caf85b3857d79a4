# shapes cannot be multiplied
def build_sequential(input_size, hidden_sizes, output_size):
    return nn.Sequential(
        nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10), nn.Softmax(dim=1)
    )
