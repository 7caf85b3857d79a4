class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = nn.Linear(784, 128, bias=False)
        self.l2 = nn.Linear(128, 10, bias=False)
        self.drop = nn.Dropout(0.05)
        self.eval()

    def forward(self, x):
        x = self.drop(x)
        x = x.reshape(x.shape[0], 784)
        return F.log_softmax(self.l2(F.relu(self.l1(x))), dim=1)
