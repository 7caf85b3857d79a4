# only after the first forward
cause_c = "layers not registered"
evidence_c = ("parameters", 2)


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        self.output = nn.Linear(64, 10)

    def forward(self, images):
        if not hasattr(self, "layers"):
            self.layers = nn.ModuleList([nn.Linear(784, 64), nn.Linear(64, 64)])
        x = images.flatten(1)
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.output(x)
