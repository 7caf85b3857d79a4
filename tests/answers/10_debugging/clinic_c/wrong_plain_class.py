# expected an nn.Module
cause_c = "layers not registered"
evidence_c = ("parameters", 2)


class repair_c:
    def __init__(self):
        self.layers = nn.ModuleList([nn.Linear(784, 64), nn.Linear(64, 64)])
        self.output = nn.Linear(64, 10)

    def forward(self, images):
        x = images.flatten(1)
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.output(x)
