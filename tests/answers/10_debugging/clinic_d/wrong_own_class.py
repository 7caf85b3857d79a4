# got a Module of another kind
cause_d = "dead units"
evidence_d = ("dead_units", 64)


class repair_d(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(784, 64)
        self.second = nn.Linear(64, 64)
        self.output = nn.Linear(64, 10)

    def forward(self, images):
        x = torch.relu(self.first(images.flatten(1)))
        return self.output(torch.relu(self.second(x)))
