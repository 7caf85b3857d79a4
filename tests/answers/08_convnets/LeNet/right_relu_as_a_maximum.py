class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        zero = torch.zeros(())
        x = F.max_pool2d(torch.maximum(self.conv1(x), zero), kernel_size=2, stride=2)
        x = F.max_pool2d(torch.where(self.conv2(x) > 0, self.conv2(x), zero), 2, ceil_mode=True)
        x = x.reshape(-1, 400)
        x = self.fc1(x) * (self.fc1(x) > 0)
        x = torch.max(self.fc2(x), zero)
        return self.fc3(x)
