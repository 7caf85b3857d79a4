class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [784, 128, 64, 10]
        self.layers = nn.ModuleList([nn.Linear(i, o) for i, o in zip(sizes, sizes[1:])])

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1:
                x = F.relu(x)
        return F.softmax(x, dim=1)
