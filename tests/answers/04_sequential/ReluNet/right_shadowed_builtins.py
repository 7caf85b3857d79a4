sum = 784 * 128 + 128
input = torch.randn(1, 784)
max = 3

class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(784, 128)
        self.second = nn.Linear(128, 64)
        self.list = nn.Linear(64, 10)

    def forward(self, input):
        input = F.relu(self.first(input))
        input = F.relu(self.second(input))
        input = self.list(input)
        return F.softmax(input, dim=1)
