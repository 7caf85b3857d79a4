# Made but never used in forward: fc1, fc2, fc3
class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 64)
        self.fc3 = nn.Linear(64, 10)

    def forward(self, x):
        return torch.full((len(x), 10), 0.1)
