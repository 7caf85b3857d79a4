# expected an nn.Sequential; got a Module of another kind
class Net(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])])

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = F.relu(layer(x))
        return F.softmax(self.layers[-1](x), dim=1)

def build_sequential(input_size, hidden_sizes, output_size):
    return Net([input_size, *hidden_sizes, output_size])
