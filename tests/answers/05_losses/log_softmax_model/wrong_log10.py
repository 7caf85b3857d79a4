# this is log10
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(784, 128), nn.Linear(128, 64)
        self.c = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.b(F.relu(self.a(x))))
        return torch.log10(F.softmax(self.c(x), dim=1))

def log_softmax_model():
    return Net(), nn.NLLLoss()
