# not hidden in a list
class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(784, 128), nn.Linear(128, 64), nn.Linear(64, 10)]

    def forward(self, x):
        x = F.relu(self.layers[0](x))
        x = F.relu(self.layers[1](x))
        return F.softmax(self.layers[2](x), dim=1)
