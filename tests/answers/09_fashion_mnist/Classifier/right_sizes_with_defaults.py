class Classifier(nn.Module):
    def __init__(self, input_size=784, hidden_sizes=(128, 64), output_size=10, drop_p=0.2):
        super().__init__()
        sizes = [input_size, *hidden_sizes]
        self.hidden_layers = nn.ModuleList(
            [nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:])])
        self.output = nn.Linear(sizes[-1], output_size)
        self.dropout = nn.Dropout(p=drop_p)

    def forward(self, x):
        x = x.view(-1, 784)
        for linear in self.hidden_layers:
            x = F.relu(linear(x))
            x = self.dropout(x)
        return F.log_softmax(self.output(x))
