class ReluNet(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Linear(784, 128), nn.ReLU(inplace=True),
            nn.Linear(128, 64), nn.ReLU(inplace=True),
            nn.Linear(64, 10), nn.Softmax(1),
        )
