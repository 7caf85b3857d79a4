class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 128)
        self.b = nn.Linear(128, 64)
        self.c = nn.Linear(64, 10)

    def forward(self, x):
        return F.softmax(self.c(F.relu(self.b(F.relu(self.a(x))))), dim=1)
