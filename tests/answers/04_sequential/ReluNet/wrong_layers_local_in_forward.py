# got none
class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, x):
        x = F.relu(nn.Linear(784, 128)(x))
        x = F.relu(nn.Linear(128, 64)(x))
        return F.softmax(nn.Linear(64, 10)(x), dim=1)
