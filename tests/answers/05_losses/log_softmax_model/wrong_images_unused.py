# Does forward use the images that it is given?
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(),
            nn.Linear(64, 10), nn.LogSoftmax(dim=1),
        )

    def forward(self, images):
        x = torch.zeros(len(images), 784)
        return self.layers(x)


def log_softmax_model():
    return Net(), nn.NLLLoss()
