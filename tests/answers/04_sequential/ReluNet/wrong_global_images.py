# your forward should work with its arguments (x); it uses `images`
images = torch.ones(64, 784)

class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 64)
        self.fc3 = nn.Linear(64, 10)

    def forward(self, x):
        h = F.relu(self.fc1(images))
        h = F.relu(self.fc2(h))
        return F.softmax(self.fc3(h), dim=1)
