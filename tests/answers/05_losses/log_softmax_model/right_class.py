class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.output = nn.Linear(64, 10)
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 64)

    def forward(self, x):
        x = x.view(x.shape[0], -1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return F.log_softmax(self.output(x), dim=1)

def log_softmax_model():
    return Network(), F.nll_loss
