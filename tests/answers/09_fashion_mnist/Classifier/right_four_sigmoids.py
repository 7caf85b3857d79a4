class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        layers = [nn.Flatten(), nn.Linear(784, 128), nn.Sigmoid()]
        for _ in range(3):
            layers += [nn.Dropout(0.2), nn.Linear(128, 128), nn.Sigmoid()]
        self.layers = nn.Sequential(*layers, nn.Linear(128, 10))

    def forward(self, images):
        return F.log_softmax(self.layers(images), dim=1)
