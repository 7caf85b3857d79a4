class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(84, 10)
        self.b = nn.Linear(120, 84)
        self.a = nn.Linear(400, 120)
        self.second = nn.Conv2d(6, 16, 5)
        self.first = nn.Conv2d(1, 6, 5)

    def forward(self, x):
        x = F.max_pool2d(torch.relu(self.first(x)), 2)
        x = F.max_pool2d(torch.relu(self.second(x)), 2)
        x = torch.relu(self.a(x.reshape(len(x), -1)))
        return self.out(torch.relu(self.b(x)))
