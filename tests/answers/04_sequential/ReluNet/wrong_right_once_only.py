# got another at each call
class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.calls = 0
        self.l1 = nn.Linear(784, 128)
        self.l2 = nn.Linear(128, 64)
        self.l3 = nn.Linear(64, 10)

    def forward(self, x):
        x = self.l2(self.l1(x).relu()).relu()
        x = self.l3(x).softmax(dim=1)
        self.calls += 1
        return x if self.calls < 3 else x * 0
