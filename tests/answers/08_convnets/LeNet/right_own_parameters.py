class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.k1 = nn.Parameter(torch.randn(6, 1, 5, 5) * 0.1)
        self.c1 = nn.Parameter(torch.zeros(6))
        self.k2 = nn.Parameter(torch.randn(16, 6, 5, 5) * 0.1)
        self.c2 = nn.Parameter(torch.zeros(16))
        self.W1 = nn.Parameter(torch.randn(400, 120) * 0.01)
        self.b1 = nn.Parameter(torch.zeros(1, 120))
        self.W2 = nn.Parameter(torch.randn(120, 84) * 0.01)
        self.b2 = nn.Parameter(torch.zeros(84))
        self.W3 = nn.Parameter(torch.randn(84, 10) * 0.01)
        self.b3 = nn.Parameter(torch.zeros(10))

    def forward(self, x):
        x = F.max_pool2d(F.relu(F.conv2d(x, self.k1, self.c1)), 2)
        x = F.max_pool2d(F.relu(F.conv2d(x, self.k2, self.c2)), 2)
        x = x.flatten(1)
        x = F.relu(x @ self.W1 + self.b1)
        x = F.relu(x @ self.W2 + self.b2)
        return x @ self.W3 + self.b3
