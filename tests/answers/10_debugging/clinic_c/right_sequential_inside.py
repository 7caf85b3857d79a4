cause_c = " Layers not registered "
evidence_c = (" parameters ", torch.tensor(2))


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Sequential(
            nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()
        )
        self.output = nn.Linear(64, 10)

    def forward(self, images):
        return self.output(self.hidden(images))
