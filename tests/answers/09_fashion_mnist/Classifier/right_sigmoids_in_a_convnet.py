class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        layers, channels = [], 1
        for maps in (16, 32, 48):
            layers += [nn.Conv2d(channels, maps, 3, padding=1), nn.BatchNorm2d(maps)]
            layers += [nn.Sigmoid(), nn.MaxPool2d(2)]
            channels = maps
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Dropout(0.25))
        self.hidden, self.out = nn.Linear(432, 64), nn.Linear(64, 10)

    def forward(self, images):
        scores = self.out(torch.sigmoid(self.hidden(self.layers(images))))
        return F.log_softmax(scores, dim=1)
