class ReluNet(nn.Module):
    def __init__(self, n_in=784, n_hidden=(128, 64), n_out=10):
        super().__init__()
        h1, h2 = n_hidden
        self.fc1 = nn.Linear(n_in, h1)
        self.fc2 = nn.Linear(h1, h2)
        self.fc3 = nn.Linear(h2, n_out)

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        return torch.softmax(self.fc3(x), 1)
