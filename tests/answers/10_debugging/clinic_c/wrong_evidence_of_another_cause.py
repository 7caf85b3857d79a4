# does not tell this cause from others
cause_c = "layers not registered"
evidence_c = ("update_ratio", 0.0)


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(784, 64), nn.Linear(64, 64)])
        self.output = nn.Linear(64, 10)

    def forward(self, images):
        x = images.flatten(1)
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.output(x)
