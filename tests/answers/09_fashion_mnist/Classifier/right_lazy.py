class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.LazyLinear(120)
        self.fc2 = nn.LazyLinear(10)
        self.sum = nn.Dropout(0.1)

    def forward(self, input):
        flat = input.view(input.shape[0], -1)
        return F.log_softmax(self.fc2(self.sum(F.gelu(self.fc1(flat)))), dim=1)
