# only one layer learns
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x):
        return F.log_softmax(self.fc(self.dropout(x.flatten(1))), dim=1)
