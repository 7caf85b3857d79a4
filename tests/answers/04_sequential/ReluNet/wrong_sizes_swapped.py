# shapes cannot be multiplied
class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(128, 784)
        self.fc2 = nn.Linear(64, 128)
        self.fc3 = nn.Linear(10, 64)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return F.softmax(self.fc3(x), dim=1)
