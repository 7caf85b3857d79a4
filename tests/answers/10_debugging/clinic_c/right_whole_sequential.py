cause_c = "layers not registered"
evidence_c = ("parameters", 2)


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(1),
            nn.Linear(784, 64),
            nn.ReLU(inplace=True),
            nn.Linear(64, 64),
            nn.ReLU(inplace=True),
            nn.Linear(64, 10),
        )

    def forward(self, images):
        return self.net(images)
