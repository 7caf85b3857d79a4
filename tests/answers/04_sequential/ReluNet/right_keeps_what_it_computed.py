class ReluNet(nn.Module):
    def __init__(self):
        super(ReluNet, self).__init__()
        self.add_module("first", nn.Linear(784, 128, bias=True))
        self.add_module("second", nn.Linear(128, 64, bias=True))
        self.add_module("third", nn.Linear(64, 10, bias=True))

    def forward(self, x):
        self.h1 = F.relu(self.first(x))
        self.h2 = F.relu(self.second(self.h1))
        self.logits = self.third(self.h2)
        self.probs = F.softmax(self.logits, dim=1)
        return self.probs
