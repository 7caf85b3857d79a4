class Classifier(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(784, 10)

# second try, the first had no super
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 300)
        self.fc2 = nn.Linear(300, 10)
        self.act = nn.LeakyReLU()
        self.drop = nn.Dropout(.4)
        self.extra = nn.Linear(10, 10)  # not used

    def forward(self, x):
        print(x.shape)
        x = x.flatten(start_dim=1)
        return nn.LogSoftmax(dim=1)(self.fc2(self.drop(self.act(self.fc1(x)))))

model = Classifier()
print(model)
plt.imshow(model.fc1.weight.detach()[0].view(28, 28))
