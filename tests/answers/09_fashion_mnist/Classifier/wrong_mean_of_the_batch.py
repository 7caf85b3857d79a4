# Each image is to be read by itself
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 64)
        self.output = nn.Linear(64, 10)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x):
        x = x.flatten(1)
        x = x - x.mean(dim=0)
        x = self.dropout(torch.relu(self.hidden(x)))
        return F.log_softmax(self.output(x), dim=1)
