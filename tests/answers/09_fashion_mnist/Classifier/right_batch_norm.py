class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(8, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
            nn.Dropout2d(0.2))
        self.head = nn.Linear(16 * 7 * 7, 10)

    def forward(self, x):
        x = x.view(-1, 1, 28, 28)
        return self.head(self.features(x).flatten(1)).log_softmax(1)
