# but state_dict() holds others
cause_c = "layers not registered"
evidence_c = ("parameters", 2)


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(784, 64), nn.Linear(64, 64)]
        self.output = nn.Linear(64, 10)

    def forward(self, images):
        x = images.flatten(1)
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.output(x)

    def parameters(self, recurse=True):
        for layer in [*self.layers, self.output]:
            yield from layer.parameters()
