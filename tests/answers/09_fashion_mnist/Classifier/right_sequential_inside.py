class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(),
            nn.Linear(28 * 28, 100), nn.Tanh(), nn.Dropout(0.5),
            nn.Linear(100, 10), nn.LogSoftmax(dim=1))

    def forward(self, x):
        return self.net(x)
