cause_c = "layers not registered"
evidence_c = ("parameters", 2)


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(784, 64)
        self.second = nn.Linear(64, 64)
        self.output = nn.Linear(64, 10)

    def forward(self, images):
        x = F.relu(self.first(images.reshape(-1, 784)))
        x = F.relu(self.second(x))
        return self.output(x)
