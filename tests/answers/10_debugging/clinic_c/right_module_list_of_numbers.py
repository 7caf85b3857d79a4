cause_c = "layers not registered"
evidence_c = ["parameters", 2.0]


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [784, 64, 64, 10]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, images):
        x = images.view(len(images), -1)
        *hidden, last = self.layers
        for layer in hidden:
            x = F.relu(layer(x))
        return last(x)
