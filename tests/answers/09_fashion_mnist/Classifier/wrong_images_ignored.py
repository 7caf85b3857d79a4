# Does forward use the images that it is given?
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 64)
        self.output = nn.Linear(64, 10)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x):
        x = torch.ones(len(x), 784)
        x = self.dropout(torch.relu(self.hidden(x)))
        return F.log_softmax(self.output(x), dim=1)
