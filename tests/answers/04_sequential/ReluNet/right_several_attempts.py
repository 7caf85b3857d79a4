# first attempt
class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc1(x)


# second attempt, this one works
class ReluNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 64)
        self.fc3 = nn.Linear(64, 10)
        print("made", self)

    def forward(self, x):
        print("in", x.shape)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        ps = F.softmax(self.fc3(x), dim=1)
        plt.plot(ps[0].detach().numpy())
        return ps


model = ReluNet()
print(model)
ps = model(torch.randn(3, 784))
print(ps.shape, ps.sum(dim=1))
ps = model.forward(torch.randn(2, 784))
