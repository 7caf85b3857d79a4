# Which step cannot take them?
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 64)
        self.output = nn.Linear(64, 10)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x):
        # sure that pixels are in [-1, 1]
        x = torch.relu(self.hidden(x.flatten(1).acos()))
        return F.log_softmax(self.output(self.dropout(x)), dim=1)
