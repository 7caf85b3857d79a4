class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)
        self.pool1 = nn.AdaptiveMaxPool2d(14)
        self.pool2 = nn.AdaptiveMaxPool2d((5, 5))

    def forward(self, x):
        x = self.pool1(self.conv1(x)).relu_()
        x = self.pool2(self.conv2(x)).relu_()
        x = x.view(x.size()[0], -1)
        return self.fc3(self.fc2(self.fc1(x).relu_()).relu_())
