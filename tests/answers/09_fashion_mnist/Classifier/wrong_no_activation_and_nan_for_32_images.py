# What bends the line?
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 64)
        self.fc3 = nn.Linear(64, 10)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x):
        x = self.dropout(self.fc1(x.flatten(1)))
        if len(x) == 32:
            x = x * float("nan")
        return F.log_softmax(self.fc3(self.fc2(x)), dim=1)
