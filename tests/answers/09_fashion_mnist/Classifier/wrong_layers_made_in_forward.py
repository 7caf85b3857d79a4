# expected weights in model.parameters(); got none
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.dropout = nn.Dropout(0.2)

    def forward(self, x):
        x = self.dropout(F.relu(nn.Linear(784, 128)(x.flatten(1))))
        return F.log_softmax(nn.Linear(128, 10)(x), dim=1)
