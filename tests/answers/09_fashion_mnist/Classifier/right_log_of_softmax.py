class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(784, 256), nn.Linear(256, 10)
        self.dropout = nn.Dropout()

    def forward(self, x):
        x = torch.squeeze(x, 1)
        x = x.view(x.size(0), 784)
        x = self.dropout(F.relu(self.fc1(x)))
        return torch.log(torch.softmax(self.fc2(x), dim=1))
