class Block(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.conv = nn.Conv2d(n_in, n_out, 5)

    def forward(self, x):
        return F.max_pool2d(F.relu(self.conv(x)), 2)


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.one = Block(1, 6)
        self.two = Block(6, 16)
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))

    def forward(self, x):
        return self.head(self.two(self.one(x)))
