class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.W1 = nn.Parameter(torch.randn(784, 128) * 0.01)
        self.b1 = nn.Parameter(torch.zeros(1, 128))
        self.W2 = nn.Parameter(torch.randn(128, 64) * 0.01)
        self.b2 = nn.Parameter(torch.zeros(64))
        self.W3 = nn.Parameter(torch.randn(64, 10) * 0.01)
        self.b3 = nn.Parameter(torch.zeros(10))

    def forward(self, x):
        h = torch.relu(x @ self.W1 + self.b1)
        h = torch.relu(h @ self.W2 + self.b2)
        return torch.log(torch.softmax(h @ self.W3 + self.b3, dim=1))

def log_softmax_model():
    def criterion(log_probs, labels):
        return -log_probs[range(len(labels)), labels].mean()
    return Net(), criterion
