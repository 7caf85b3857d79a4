class MLP(nn.Sequential):
    def __init__(self, sizes):
        parts = [(nn.Linear(a, b), nn.ReLU()) for a, b in zip(sizes, sizes[1:])]
        flat = [layer for pair in parts for layer in pair][:-1]
        super().__init__(*flat, nn.Softmax(dim=1))

def build_sequential(input_size, hidden_sizes, output_size):
    return MLP([input_size, *hidden_sizes, output_size])
