# expected a tensor of shape (1, 10); got a tensor of shape (10,)
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 28)
        self.fc = nn.Linear(8, 10)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x):
        x = F.relu(self.conv(x)).squeeze()
        return F.log_softmax(self.fc(self.dropout(x)), dim=-1)
