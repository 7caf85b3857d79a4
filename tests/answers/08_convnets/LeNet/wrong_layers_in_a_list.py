# not hidden in a list
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.convs = [nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)]
        self.dense = [nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)]

    def forward(self, x):
        for conv in self.convs:
            x = F.max_pool2d(F.relu(conv(x)), 2)
        x = x.flatten(1)
        x = F.relu(self.dense[0](x))
        x = F.relu(self.dense[1](x))
        return self.dense[2](x)
