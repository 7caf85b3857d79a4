# unless self keeps it
class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        fc1 = nn.Linear(784, 128)
        fc2 = nn.Linear(128, 64)
        fc3 = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(fc1(x))
        x = F.relu(fc2(x))
        return F.softmax(fc3(x), dim=1)
