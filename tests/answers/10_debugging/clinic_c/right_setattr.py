cause_c = "layers not registered"
evidence_c = ("parameters", 2)


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        for i, n_in in enumerate([784, 64]):
            setattr(self, f"layer{i}", nn.Linear(n_in, 64))
        self.output = nn.Linear(64, 10)

    def forward(self, images):
        x = images.flatten(start_dim=1)
        for i in range(2):
            x = getattr(self, f"layer{i}")(x).relu()
        return self.output(x)
